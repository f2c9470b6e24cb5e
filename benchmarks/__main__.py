"""All benchmarks, one after another: python -m benchmarks [ARTICLES]. Nothing else should run on the machine."""

from benchmarks import nlp, pipeline

if __name__ == "__main__":
    nlp.main()
    pipeline.main()
