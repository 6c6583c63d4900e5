using Saker.Data;
using Saker.Data.Profiles;

namespace Saker.Platform.Monitoring.Windows;

/// <summary>Merges stored profiles. Those with other columns have none together: the one of most rows is that of all.</summary>
internal sealed class ProfileSum
{
    private static readonly ProfileOptions Options = new() { MaxCorrelatedColumns = 0, Threads = 1 };

    private readonly List<((string Name, ColumnType Type)[] Columns, ProfileBuilder? Builder, Profile First, long RowCount)> _groups = [];

    /// <summary>Whether all had the same columns.</summary>
    public bool IsWhole => _groups.Count <= 1;

    /// <summary>Rows of profiles that have other columns than the one of most rows.</summary>
    public long LeftRowCount => IsWhole ? 0 : _groups.Sum(group => group.RowCount) - _groups.Max(group => group.RowCount);

    public void Add(byte[]? bytes)
    {
        if (bytes is null)
            return;
        var part = Profile.FromBytes(bytes);
        (string Name, ColumnType Type)[] columns = [.. part.Columns.Select(column => (column.Name, column.Type))];
        var at = _groups.FindIndex(group => group.Columns.AsSpan().SequenceEqual(columns));
        if (at < 0)
        {
            _groups.Add((columns, null, part, part.RowCount));
            return;
        }
        var (_, builder, first, rows) = _groups[at];
        if (builder is null)
        {
            builder = new ProfileBuilder(new Schema(columns.Select(column => new ColumnSchema(column.Name, column.Type))), Options);
            builder.Add(first);
        }
        builder.Add(part);
        _groups[at] = (columns, builder, first, rows + part.RowCount);
    }

    public Profile? Build()
    {
        // Of as many rows, the first.
        var (_, builder, first, _) = _groups.OrderByDescending(group => group.RowCount).FirstOrDefault();
        return builder?.Build() ?? first;
    }
}
