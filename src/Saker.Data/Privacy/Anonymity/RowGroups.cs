using System.Runtime.InteropServices;

namespace Saker.Data.Privacy.Anonymity;

/// <summary>
/// The different combinations of the quasi-identifiers of a stream of rows, how often each occurs, and with which sensitive values. Memory grows
/// with the combinations, not with the rows. For one thread at a time.
/// </summary>
internal sealed class RowGroups(IReadOnlyList<string> quasi, IReadOnlyList<string> sensitive, int maxCombinations)
{
    private readonly Dictionary<Combination, int> _numbers = [];
    private readonly List<long> _counts = [];

    public IReadOnlyList<string> Quasi => quasi;

    public IReadOnlyList<string> Sensitive => sensitive;

    public Codes[] QuasiCodes { get; } = [.. quasi.Select(_ => new Codes())];

    public Codes[] SensitiveCodes { get; } = [.. sensitive.Select(_ => new Codes())];

    public List<int[]> Combinations { get; } = [];

    /// <summary>By combination, then sensitive column, how often each value occurs.</summary>
    public List<Dictionary<int, long>[]> Spreads { get; } = [];

    public long RowCount { get; private set; }

    public ReadOnlySpan<long> Counts => CollectionsMarshal.AsSpan(_counts);

    /// <exception cref="SakerException">A column is not there, or there are too many combinations.</exception>
    public void Add(Table table)
    {
        var (keys, values) = (quasi.Select(table.Get).ToArray(), sensitive.Select(table.Get).ToArray());
        for (var row = 0; row < table.RowCount; row++)
        {
            var codes = new int[keys.Length];
            for (var i = 0; i < codes.Length; i++)
                codes[i] = QuasiCodes[i].Of(CellText.Of(keys[i], row));
            var number = NumberOf(new Combination(codes));
            _counts[number]++;
            for (var i = 0; i < values.Length; i++)
                CollectionsMarshal.GetValueRefOrAddDefault(Spreads[number][i], SensitiveCodes[i].Of(CellText.Of(values[i], row)), out _)++;
        }
        RowCount += table.RowCount;
    }

    /// <summary>The number of the combination of a row; -1 when it did not occur.</summary>
    public int Find(Column[] keys, int row)
    {
        var codes = new int[keys.Length];
        for (var i = 0; i < codes.Length; i++)
            codes[i] = QuasiCodes[i].Of(CellText.Of(keys[i], row));
        return _numbers.GetValueOrDefault(new Combination(codes), -1);
    }

    /// <summary>How often each value of a sensitive column occurs in all rows.</summary>
    public long[] Totals(int column)
    {
        var totals = new long[SensitiveCodes[column].Count];
        foreach (var spread in Spreads)
            foreach (var (code, count) in spread[column])
                totals[code] += count;
        return totals;
    }

    private int NumberOf(Combination combination)
    {
        if (_numbers.TryGetValue(combination, out var number))
            return number;
        if (_counts.Count == maxCombinations)
            throw new SakerException(ErrorKind.TooLarge, $"The quasi-identifiers have more than {maxCombinations} combinations; name fewer columns, or round them before.", "quasi");
        _numbers[combination] = number = _counts.Count;
        _counts.Add(0);
        Combinations.Add(combination.Codes);
        Spreads.Add([.. sensitive.Select(_ => new Dictionary<int, long>())]);
        return number;
    }

    private readonly struct Combination(int[] codes) : IEquatable<Combination>
    {
        public int[] Codes => codes;

        public bool Equals(Combination other) => codes.AsSpan().SequenceEqual(other.Codes);

        public override bool Equals(object? obj) => obj is Combination other && Equals(other);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            foreach (var code in codes)
                hash.Add(code);
            return hash.ToHashCode();
        }
    }
}
