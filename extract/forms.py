"""This file is about what the form of a name says: "-Bench" ends a Benchmark, "-7B" a Model."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.model import Label

_BENCHMARK_FORM = re.compile(
    r"(?:[Bb]ench|BENCH|Arena|Eval|[a-z]QA|Gym|-?(?:Test|Exam|Dataset|Corpus)|Bench[-_ ]?\w{1,6}|\d+K|[-_]\d+[Kk])(?:[-_ ]?(?:[vV]?\d[\d.]*|Pro|Lite|Hard|Mini|Verified))?"
)
_BENCHMARK_END = re.compile(rf".*{_BENCHMARK_FORM.pattern}$")
_FAMILY = (
    r"(?:GPT|gpt|ChatGPT|LL[aA][mM][aA]|Ll[aA]ma|llama|LlaMA|Qwen|QwQ|QVQ|Gemma|Gemini|Claude|Mistral|Mixtral|Ministral|Phi|DeepSeek|Deepseek|deepseek|Yi|"
    r"InternLM|InternVL|OLMo|Olmo|Falcon|Grok|Kimi|GLM|ChatGLM|MiniMax|MiniCPM|SmolLM|SmolVLM|TinyLlama|Pythia|OPT|BLOOM|"
    r"BERT|RoBERTa|DeBERTa|ELECTRA|T5|mT5|ByT5|Flan-T5|BART|XLM|ViT|CLIP|SigLIP|DINO|ResNet|Whisper|LLaVA|VILA|Vicuna|Alpaca|"
    r"Nemotron|Granite|Command|Aya|EXAONE|Hunyuan|Wan|FLUX|SDXL|SD|Stable|Sora|Veo|CogVideo\w*|Mamba|RWKV|Baichuan|StarCoder|CodeLlama|Codestral|"
    r"PaLM|Seed|Doubao|Step|Ling|Ring|Skywork|Magistral|Devstral|Voxtral|Molmo|PaliGemma|Janus|Emu|Pixtral|Sonnet|Opus)"
)
_MODEL_FORM = re.compile(
    rf"{_FAMILY}(?:[-\s]?(?:[vV]?\d[\w.]*|[A-Z][\w.]*|o\d?))*(?:[-\s].*)?"
    r"|.+[-\s_]\d+(?:\.\d+)?[bB](?:[-\s_]\w+)*"
    r"|.*\d[bB](?:-(?:Instruct|Chat|Base|it|instruct|chat|base|SFT|RL|DPO|Thinking))?"
    r"|(?:OpenAI[-\s])?o[134](?:-(?:mini|preview|pro|high))?"
    r"|.+-(?:Instruct|Chat|Base|base|large|small|tiny)"
)


def label_of_form(surface: str) -> Label | None:
    """Say which label the form of a name gives by itself.

    >>> label_of_form("SwanBench-Speech"), label_of_form("Llama2-70B"), label_of_form("Chimera")
    ('Benchmark', 'Model', None)
    """
    if _MODEL_FORM.fullmatch(surface):
        return "Model"
    if _BENCHMARK_END.fullmatch(surface) or "Bench" in surface:
        return "Benchmark"
    return None
