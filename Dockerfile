# The dashboard and the command line on top of a Neo4j server; docker-compose.yml starts both.
FROM python:3.11-slim AS build
WORKDIR /src
COPY . .
RUN pip install --no-cache-dir --require-hashes --only-binary=:all: --prefix=/install -r requirements.txt \
 && pip wheel --no-cache-dir --no-deps --wheel-dir /wheels . \
 && pip install --no-cache-dir --no-deps --prefix=/install /wheels/*.whl

FROM python:3.11-slim
COPY --from=build /install /usr/local
COPY samples /samples
RUN useradd --create-home kg
USER kg
WORKDIR /home/kg
EXPOSE 8501
# Inside a container the loopback interface is nobody's: the compose file publishes the port on the host's 127.0.0.1 alone.
CMD ["kg", "dashboard", "--port", "8501", "--address", "0.0.0.0", "--no-browser"]
