"""How many articles there are to read, told beforehand."""

from pathlib import Path

from kg.ingest import held


def test_files_and_lines_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Текст.", encoding="utf-8")
    (tmp_path / "README.md").write_text("Не стаття.", encoding="utf-8")
    (tmp_path / "b.jsonl").write_bytes(b"{}\n{}\n{}")
    (tmp_path / "c.jsonl").write_bytes(b"{}\n")
    assert held([tmp_path, tmp_path / "a.txt", tmp_path / "nowhere.jsonl"]) == 5


def test_what_cannot_be_told_is_not(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,text\na,Текст.\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text("Текст.", encoding="utf-8")
    assert held(["-"]) is None
    assert held([tmp_path]) is None
