using Saker.Data;

namespace Saker.Platform.Monitoring.Log;

/// <summary>
/// The rows with the least hashes of however many: only those that may still be among them are held, copied out of their blocks.
/// </summary>
internal sealed class SampledRows(int maxRows)
{
    private readonly PriorityQueue<(int Part, int Row), ulong> _greatest = new(Comparer<ulong>.Create((one, other) => other.CompareTo(one)));
    private readonly List<(Table? Inputs, Table? Outputs)> _parts = [];
    private (Schema? Inputs, Schema? Outputs)? _columns;
    private long _held;

    /// <summary>Rows that are in memory; less than twice the most, and the rows of a block.</summary>
    public long HeldCount => _held;

    /// <summary>Takes those rows of a block that are among the least so far. Blocks with other columns than the first one has are left out.</summary>
    /// <param name="block">The block.</param>
    /// <param name="rows">Rows of it, with their hashes.</param>
    public void Add(LogBlock block, IEnumerable<(int Row, ulong Hash)> rows)
    {
        List<(int Row, ulong Hash)> taken = [];
        foreach (var (row, hash) in rows)
        {
            // Rules of privacy that change give rows other columns; those of the latest rows count.
            _columns ??= (block.Inputs?.Schema, block.Outputs?.Schema);
            if (!AreSame(_columns.Value.Inputs, block.Inputs?.Schema) || !AreSame(_columns.Value.Outputs, block.Outputs?.Schema))
                return;
            if (_greatest.Count < maxRows || (_greatest.TryPeek(out _, out var greatest) && hash < greatest))
                taken.Add((row, hash));
        }
        if (taken.Count > maxRows)
            taken = [.. taken.OrderBy(row => row.Hash).Take(maxRows)];
        if (taken.Count == 0)
            return;
        int[] places = [.. taken.Select(row => row.Row)];
        _parts.Add((block.Inputs?.Take(places), block.Outputs?.Take(places)));
        _held += places.Length;
        for (var i = 0; i < taken.Count; i++)
        {
            _greatest.Enqueue((_parts.Count - 1, i), taken[i].Hash);
            if (_greatest.Count > maxRows)
                _greatest.Dequeue();
        }
        if (_held >= 2L * maxRows)
            Compact();
    }

    /// <summary>The rows with hashes below a limit, by hash; null when there are none.</summary>
    public (Table Inputs, Table Outputs)? Take(ulong below)
    {
        while (_greatest.TryPeek(out _, out var hash) && hash >= below)
            _greatest.Dequeue();
        if (_greatest.Count == 0)
            return null;
        Compact();
        return (_parts[0].Inputs ?? new Table([]), _parts[0].Outputs ?? new Table([]));
    }

    private void Compact()
    {
        var rows = _greatest.UnorderedItems.OrderBy(item => item.Priority).ToList();
        // Where the rows of each part begin when all parts are one after another.
        var begins = new int[_parts.Count];
        for (var i = 1; i < begins.Length; i++)
            begins[i] = begins[i - 1] + (_parts[i - 1].Inputs?.RowCount ?? _parts[i - 1].Outputs?.RowCount ?? 0);
        int[] places = [.. rows.Select(item => begins[item.Element.Part] + item.Element.Row)];
        var inputs = Gather([.. _parts.Select(part => part.Inputs).OfType<Table>()], places);
        var outputs = Gather([.. _parts.Select(part => part.Outputs).OfType<Table>()], places);
        _parts.Clear();
        _parts.Add((inputs, outputs));
        _greatest.Clear();
        _greatest.EnqueueRange(rows.Select((item, place) => ((0, place), item.Priority)));
        _held = rows.Count;
    }

    private static Table? Gather(List<Table> parts, int[] places) => parts.Count == 0 ? null : Table.Concat(parts).Take(places);

    private static bool AreSame(Schema? one, Schema? other) =>
        ReferenceEquals(one, other) || one is not null && other is not null && one.Select(column => (column.Name, column.Type)).SequenceEqual(other.Select(column => (column.Name, column.Type)));
}
