namespace Saker.Data.Privacy.Anonymity;

/// <summary>
/// What each combination of levels does to the rows: the node of a lattice in which every step upwards writes one column more coarsely
/// (full-domain generalisation). For one thread at a time.
/// </summary>
internal sealed class Lattice
{
    private const long MaxRadix = 1L << 40;

    private readonly RowGroups _groups;
    private readonly AnonymityPolicy _policy;

    // By column and level: the coarser code of each code, how many coarser codes there are, and the loss of each code.
    private readonly int[][][] _maps;
    private readonly int[][] _sizes;
    private readonly double[][][] _losses;
    private readonly double[][] _bounds;
    private readonly double[][] _shares;
    private readonly int[] _rowGroup;

    public Lattice(RowGroups groups, AnonymityPolicy policy)
    {
        (_groups, _policy) = (groups, policy);
        var columns = policy.Quasi.Count;
        (_maps, _sizes, _losses, _bounds) = (new int[columns][][], new int[columns][], new double[columns][][], new double[columns][]);
        for (var c = 0; c < columns; c++)
            BuildColumn(c);
        _shares = [.. groups.Sensitive.Select((_, i) => groups.Totals(i).Select(total => (double)total / groups.RowCount).ToArray())];
        _rowGroup = new int[groups.Combinations.Count];
    }

    /// <summary>The loss of a node if no row were left out: no node above it loses less.</summary>
    public double Bound(int[] levels)
    {
        var sum = 0.0;
        for (var c = 0; c < levels.Length; c++)
            sum += _bounds[c][levels[c]];
        return sum / levels.Length;
    }

    /// <summary>Groups the rows as the node does, and leaves out the groups that do not fulfil the policy.</summary>
    public LatticeNode Evaluate(int[] levels)
    {
        var groupCount = Group(levels);
        var totals = new long[groupCount];
        for (var i = 0; i < _rowGroup.Length; i++)
            totals[_rowGroup[i]] += _groups.Counts[i];
        var kept = new bool[groupCount];
        for (var g = 0; g < groupCount; g++)
            kept[g] = totals[g] >= _policy.K;
        for (var s = 0; s < _groups.Sensitive.Count; s++)
            if (_policy.L > 1 || _policy.T < 1)
                KeepSpread(s, totals, kept);
        return Sum(levels, kept);
    }

    private LatticeNode Sum(int[] levels, bool[] kept)
    {
        var (suppressed, loss) = (0L, 0.0);
        var isKept = new bool[_rowGroup.Length];
        for (var i = 0; i < _rowGroup.Length; i++)
        {
            isKept[i] = kept[_rowGroup[i]];
            if (!isKept[i])
            {
                suppressed += _groups.Counts[i];
                continue;
            }
            var codes = _groups.Combinations[i];
            var cells = 0.0;
            for (var c = 0; c < levels.Length; c++)
                cells += _losses[c][levels[c]][codes[c]];
            loss += _groups.Counts[i] * cells / levels.Length;
        }
        return new LatticeNode([.. levels], isKept, suppressed, (loss + suppressed) / Math.Max(1, _groups.RowCount));
    }

    private void KeepSpread(int sensitive, long[] totals, bool[] kept)
    {
        var spreads = new Dictionary<int, long>?[kept.Length];
        for (var i = 0; i < _rowGroup.Length; i++)
        {
            if (!kept[_rowGroup[i]])
                continue;
            var spread = spreads[_rowGroup[i]] ??= [];
            foreach (var (code, count) in _groups.Spreads[i][sensitive])
                spread[code] = spread.GetValueOrDefault(code) + count;
        }
        for (var g = 0; g < kept.Length; g++)
        {
            if (!kept[g])
                continue;
            var spread = spreads[g]!;
            var diversity = _policy.LKind == DiversityKind.Distinct ? spread.Count : GroupRules.EntropyL(spread.Values, totals[g]);
            kept[g] = diversity >= _policy.L - GroupRules.Slack && GroupRules.Distance(spread, totals[g], _shares[sensitive]) <= _policy.T + GroupRules.Slack;
        }
    }

    /// <summary>Numbers the groups of a node: column by column the numbers so far and the next code become one number.</summary>
    private int Group(int[] levels)
    {
        var keys = new long[_rowGroup.Length];
        long radix = 1;
        for (var c = 0; c < levels.Length; c++)
        {
            var map = _maps[c][levels[c]];
            var size = _sizes[c][levels[c]];
            if (radix * size > MaxRadix)
                radix = Renumber(keys);
            for (var i = 0; i < keys.Length; i++)
                keys[i] = (keys[i] * size) + map[_groups.Combinations[i][c]];
            radix *= size;
        }
        var count = (int)Renumber(keys);
        for (var i = 0; i < keys.Length; i++)
            _rowGroup[i] = (int)keys[i];
        return count;
    }

    private static long Renumber(long[] keys)
    {
        var numbers = new Dictionary<long, long>();
        for (var i = 0; i < keys.Length; i++)
        {
            if (!numbers.TryGetValue(keys[i], out var number))
                numbers[keys[i]] = number = numbers.Count;
            keys[i] = number;
        }
        return Math.Max(1, numbers.Count);
    }

    private void BuildColumn(int column)
    {
        var (codes, hierarchy) = (_groups.QuasiCodes[column], _policy.Quasi[column].Hierarchy);
        var frequencies = new long[codes.Count];
        for (var i = 0; i < _groups.Combinations.Count; i++)
            frequencies[_groups.Combinations[i][column]] += _groups.Counts[i];
        var levels = hierarchy.LevelCount + 1;
        (_maps[column], _sizes[column], _losses[column], _bounds[column]) = (new int[levels][], new int[levels], new double[levels][], new double[levels]);
        for (var level = 0; level < levels; level++)
        {
            var coarse = new Codes();
            var map = new int[codes.Count];
            for (var code = 0; code < map.Length; code++)
                map[code] = coarse.Of(Coarser(codes[code], hierarchy, level));
            var members = new int[coarse.Count];
            foreach (var code in map)
                members[code]++;
            // The share of the other values that a cell could be as well (Iyengar, "Transforming data to satisfy privacy constraints", 2002).
            double[] losses = [.. map.Select(code => codes.Count > 1 ? (members[code] - 1.0) / (codes.Count - 1) : level == hierarchy.LevelCount ? 1 : 0)];
            (_maps[column][level], _sizes[column][level], _losses[column][level]) = (map, coarse.Count, losses);
            _bounds[column][level] = losses.Zip(frequencies, (loss, frequency) => loss * frequency).Sum() / Math.Max(1, _groups.RowCount);
        }
    }

    /// <summary>What a cell becomes on a level; a missing one stays missing below the star.</summary>
    public static string? Coarser(string? text, Hierarchy hierarchy, int level) => text is null && level < hierarchy.LevelCount ? null : hierarchy.Generalise(text ?? "", level);
}
