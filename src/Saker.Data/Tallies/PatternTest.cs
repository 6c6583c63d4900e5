using Saker.Data.Tallies.Patterns;

namespace Saker.Data.Tallies;

/// <summary>Texts that a pattern does not match as a whole.</summary>
internal sealed class PatternTest(PatternAutomaton automaton) : CellTest
{
    /// <summary>Null for a pattern that only the engine understands.</summary>
    public static PatternTest? Create(string pattern) => PatternAutomaton.Create(pattern) is { } automaton ? new PatternTest(automaton) : null;

    public override CellKind On(ColumnType type) => CellKind.Text;

    public override bool IsBroken(ReadOnlySpan<byte> text) => !automaton.Matches(text);
}
