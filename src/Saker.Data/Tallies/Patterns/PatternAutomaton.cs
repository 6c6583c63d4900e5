using System.Runtime.CompilerServices;

namespace Saker.Data.Tallies.Patterns;

/// <summary>
/// A regular expression as a table that is followed byte by byte, with one look a byte: the sets of states of its graph (Rabin and Scott, Finite Automata
/// and Their Decision Problems, 1959). It matches whole texts in UTF-8 as the engine's expressions (RE2) do.
/// </summary>
internal sealed class PatternAutomaton
{
    private const int Bytes = 256;
    private const int MaxStates = 256;

    private readonly ushort[] _next;
    private readonly bool[] _matches;

    private PatternAutomaton(ushort[] next, bool[] matches) => (_next, _matches) = (next, matches);

    /// <summary>Null for a pattern that is too large, or with something in it of which the engine alone knows the meaning.</summary>
    public static PatternAutomaton? Create(string pattern) =>
        PatternParser.Parse(pattern) is { } node && PatternGraph.Create(node) is { } graph ? Build(graph) : null;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Matches(ReadOnlySpan<byte> text)
    {
        var state = 0;
        var next = _next;
        foreach (var value in text)
            state = next[(state * Bytes) + value];
        return _matches[state];
    }

    private static PatternAutomaton? Build(PatternGraph graph)
    {
        var known = new Dictionary<string, ushort>(StringComparer.Ordinal);
        var states = new List<int[]>();
        Number(graph.Closure([graph.Start]));
        var next = new List<ushort>();
        bool[] isAsBefore = [.. Enumerable.Range(0, Bytes).Select(value => value > 0 && graph.AreAlike(value, value - 1))];
        for (var state = 0; state < states.Count; state++)
        {
            for (var value = 0; value < Bytes; value++)
                next.Add(isAsBefore[value] ? next[^1] : Number(graph.Closure(graph.Step(states[state], value))));
            if (states.Count > MaxStates)
                return null;
        }
        return new PatternAutomaton([.. next], [.. states.Select(state => state.Contains(graph.End))]);

        ushort Number(int[] state)
        {
            var name = string.Join(',', state);
            if (known.TryGetValue(name, out var number))
                return number;
            states.Add(state);
            return known[name] = (ushort)(states.Count - 1);
        }
    }
}
