using System.Runtime.InteropServices;
using Saker.Data;

namespace Saker.Platform.Monitoring.Log;

/// <summary>Blocks of one version on their way into one group of a segment. Memory is used again for the next group.</summary>
internal sealed class GroupDraft
{
    // Beyond this a group is not made larger; a block is never divided for its rows.
    private const int MaxRows = 16_384;

    private readonly List<LogRequest> _requests = [];
    private readonly List<int> _rowRequests = [];
    private readonly List<LogBlock> _blocks = [];

    public bool IsEmpty => _blocks.Count == 0;

    public ReadOnlySpan<LogRequest> Requests => CollectionsMarshal.AsSpan(_requests);

    /// <summary>Whether a block can be written together with what is here: there is room, and its sampled rows have the same columns.</summary>
    public bool Fits(LogBlock block) =>
        _requests.Count + block.Requests.Length <= SegmentIndex.MaxGroupRequests
        && _rowRequests.Count + block.RowRequests.Length <= MaxRows
        && (block.RowRequests.Length == 0 || _blocks.Find(one => one.RowRequests.Length > 0) is not { } sampled || HasColumnsOf(sampled.Inputs, block.Inputs) && HasColumnsOf(sampled.Outputs, block.Outputs));

    public void Add(LogBlock block)
    {
        foreach (var request in block.RowRequests)
            _rowRequests.Add(_requests.Count + request);
        _requests.AddRange(block.Requests);
        // Its requests are here by now: a journal's worth of them need not be kept twice.
        _blocks.Add(block with { Requests = [] });
    }

    /// <summary>All of it but <see cref="Requests"/>.</summary>
    public LogBlock Join()
    {
        var sampled = _blocks.Where(block => block.RowRequests.Length > 0).ToList();
        return _blocks[0] with
        {
            RowRequests = [.. _rowRequests],
            RowNumbers = [.. _blocks.SelectMany(block => block.RowNumbers)],
            Inputs = Concat([.. sampled.Select(block => block.Inputs).OfType<Table>()]),
            Outputs = Concat([.. sampled.Select(block => block.Outputs).OfType<Table>()]),
            Minutes = [.. _blocks.SelectMany(block => block.Minutes).GroupBy(minute => minute.Minute).Select(minute => new LogMinute(minute.Key, minute.Sum(part => part.RowCount), minute.Min(part => part.Threshold)))],
        };
    }

    public void Clear()
    {
        _requests.Clear();
        _rowRequests.Clear();
        _blocks.Clear();
    }

    private static bool HasColumnsOf(Table? one, Table? other) =>
        one is null ? other is null : other is not null && one.Columns.Select(column => (column.Name, column.Type)).SequenceEqual(other.Columns.Select(column => (column.Name, column.Type)));

    private static Table? Concat(List<Table> tables) => tables.Count == 0 ? null : Table.Concat(tables);
}
