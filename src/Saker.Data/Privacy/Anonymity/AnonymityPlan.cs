using System.Runtime.CompilerServices;

namespace Saker.Data.Privacy.Anonymity;

/// <summary>How rows become as anonymous as a policy asks, and what is lost by it. Applies to the rows that it was made for.</summary>
public sealed class AnonymityPlan
{
    private readonly AnonymityPolicy _policy;
    private readonly RowGroups _groups;
    private readonly LatticeNode _node;

    internal AnonymityPlan(AnonymityPolicy policy, RowGroups groups, LatticeNode node, bool isOptimal)
    {
        (_policy, _groups, _node, IsOptimal) = (policy, groups, node, isOptimal);
        Before = AnonymityMeter.Measure(groups, null);
        Levels = policy.Quasi.Select((column, i) => (column.Name, node.Levels[i])).ToDictionary(entry => entry.Name, entry => entry.Item2);
    }

    /// <summary>The level on which each quasi-identifier is written; 0 leaves it as it is.</summary>
    public IReadOnlyDictionary<string, int> Levels { get; }

    /// <summary>The rows that are left out.</summary>
    public long SuppressedCount => _node.SuppressedCount;

    /// <summary>
    /// The generalised loss of information (Iyengar 2002), 0 to 1: the mean over all cells of quasi-identifiers of the share of other values that the cell
    /// could be as well; cells of rows that are left out count as 1.
    /// </summary>
    public double Loss => _node.Loss;

    /// <summary>Whether no other combination of levels loses less; else the search ended at its limit.</summary>
    public bool IsOptimal { get; }

    /// <summary>The rows as they were.</summary>
    public AnonymityReport Before { get; }

    /// <summary>The rows as they are given out; null until <see cref="ApplyAsync"/> has come to their end.</summary>
    public AnonymityReport? After { get; private set; }

    /// <summary>The rows, changed. What is given out is measured anew: if it does not fulfil the policy, the end of the stream is an error, and what was written must not be used.</summary>
    /// <param name="tables">The same rows that the plan was made for.</param>
    /// <param name="cancellationToken">Stops between tables.</param>
    /// <exception cref="SakerException">The rows are others than those of the plan, or the result does not fulfil the policy.</exception>
    public async IAsyncEnumerable<Table> ApplyAsync(IAsyncEnumerable<Table> tables, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var given = new RowGroups(_groups.Quasi, _groups.Sensitive, int.MaxValue);
        long read = 0;
        await foreach (var table in tables.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            read += table.RowCount;
            var changed = Apply(table);
            given.Add(changed);
            yield return changed;
        }
        if (read != _groups.RowCount)
            throw new SakerException(ErrorKind.Conflict, $"The plan was made for {_groups.RowCount} rows and {read} were read: the data changed meanwhile.");
        After = AnonymityMeter.Measure(given, Reference());
        if (!After.Fulfils(_policy))
            throw new SakerException(ErrorKind.Internal, $"The result was measured and does not fulfil the policy (k is {After.K}); it must not be used.");
    }

    private Table Apply(Table table)
    {
        var keys = _policy.Quasi.Select(column => table.Get(column.Name)).ToArray();
        var rows = new List<int>(table.RowCount);
        for (var row = 0; row < table.RowCount; row++)
        {
            var number = _groups.Find(keys, row);
            if (number < 0)
                throw new SakerException(ErrorKind.Conflict, "There is a row that the plan was not made for: the data changed meanwhile.");
            if (_node.IsKept[number])
                rows.Add(row);
        }
        var kept = table.Take([.. rows]);
        return new Table(kept.Columns.Select(column => Levels.TryGetValue(column.Name, out var level) && level > 0 ? Coarsen(column, level) : column));
    }

    private Column<string> Coarsen(Column column, int level)
    {
        var hierarchy = _policy.Quasi.First(quasi => quasi.Name == column.Name).Hierarchy;
        var texts = new string?[column.Length];
        for (var row = 0; row < texts.Length; row++)
            texts[row] = Lattice.Coarser(CellText.Of(column, row), hierarchy, level);
        return Column.OfText(column.Name, texts);
    }

    /// <summary>What t-closeness compares with is how the values lay in all rows, those that are left out among them.</summary>
    private IReadOnlyDictionary<string, double>[] Reference() => [.. _groups.Sensitive.Select((_, i) => _groups.Totals(i)
        .Select((total, code) => (Key: AnonymityMeter.KeyOf(_groups.SensitiveCodes[i][code]), Share: (double)total / _groups.RowCount))
        .ToDictionary(entry => entry.Key, entry => entry.Share))];
}
