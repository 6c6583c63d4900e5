using System.Runtime.ExceptionServices;
using Saker.Data.Engine;

namespace Saker.Data.Profiles;

/// <summary>Builds a <see cref="Profile"/> of rows that arrive in batches. For one thread at a time.</summary>
public sealed class ProfileBuilder
{
    private readonly ColumnProfileBuilder[] _columns;
    private readonly CorrelationBuilder _pairs;
    private readonly ProfileOptions _options;
    private CorrelationProfile? _joined;
    private bool _hasParts;
    private bool _hasOwnRows;
    private long _rows;

    /// <param name="schema">Names and types of the batches.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="SakerException">An option is out of its range.</exception>
    public ProfileBuilder(Schema schema, ProfileOptions? options = null)
    {
        _options = options ?? new ProfileOptions();
        _options.Validate();
        _columns = [.. schema.Select(column => ColumnProfileBuilder.For(column.Name, column.Type))];
        _pairs = new CorrelationBuilder(schema, _options.MaxCorrelatedColumns);
    }

    internal ProfileBuilder(Profile like)
        : this(new Schema(like.Columns.Select(column => new ColumnSchema(column.Name, column.Type))), new ProfileOptions { MaxCorrelatedColumns = 0 })
    {
    }

    /// <exception cref="SakerException">The batch has other columns or types.</exception>
    public void Add(Table batch)
    {
        RequireAlike(batch.Columns.Select(column => (column.Name, column.Type)));
        _rows += batch.RowCount;
        _hasOwnRows |= batch.RowCount > 0;
        for (var i = 0; i < _columns.Length; i++)
            _columns[i].Add(batch.Columns[i]);
        _pairs.Add(batch);
    }

    /// <exception cref="SakerException">The profile has other columns or types.</exception>
    public void Add(Profile part)
    {
        RequireAlike(part.Columns.Select(column => (column.Name, column.Type)));
        // Pairs of a part whose columns were limited otherwise cannot be joined; then none are known, whatever follows.
        _joined = _hasParts ? CorrelationProfile.Join(_joined, part.Correlations) : part.Correlations;
        _hasParts = true;
        _rows += part.RowCount;
        for (var i = 0; i < _columns.Length; i++)
            _columns[i].Add(part.Columns[i]);
    }

    /// <summary>The profile of what was added so far.</summary>
    public Profile Build() => new(_rows, [.. _columns.Select(column => column.Build())], Correlations());

    /// <summary>Adds chunks of the engine, columns side by side on several threads; every column sees its rows in order.</summary>
    internal void Add(IReadOnlyList<EngineChunk> chunks, CancellationToken cancellationToken)
    {
        // Pairs count as one column more, and come first, as they take longest.
        var first = _pairs.IsEmpty ? 0 : -1;
        try
        {
            Parallel.For(first, _columns.Length, new ParallelOptions { MaxDegreeOfParallelism = _options.Threads, CancellationToken = cancellationToken }, column => Add(chunks, column));
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
        foreach (var chunk in chunks)
        {
            _rows += chunk.Rows;
            _hasOwnRows |= chunk.Rows > 0;
        }
    }

    private void Add(IReadOnlyList<EngineChunk> chunks, int column)
    {
        foreach (var chunk in chunks)
        {
            if (column >= 0)
                _columns[column].Add(chunk.Vector(column));
            else
                AddPairs(chunk);
        }
    }

    private void AddPairs(EngineChunk chunk)
    {
        for (var place = 0; place < _pairs.Positions.Length; place++)
            _pairs.Take(place, chunk.Vector(_pairs.Positions[place]));
        _pairs.AddPairs(chunk.Rows);
    }

    /// <summary>The pairs of the parts and those of the rows that came beside them.</summary>
    private CorrelationProfile? Correlations() => (_hasParts, _hasOwnRows) switch
    {
        (false, _) => Pairs(),
        (true, false) => _joined,
        _ => CorrelationProfile.Join(_joined, Pairs()),
    };

    private CorrelationProfile? Pairs() => _options.MaxCorrelatedColumns == 0 ? null : _pairs.Build();

    private void RequireAlike(IEnumerable<(string Name, ColumnType Type)> columns)
    {
        (string Name, ColumnType Type)[] mine = [.. _columns.Select(column => (column.Name, column.Type))];
        (string Name, ColumnType Type)[] other = [.. columns];
        if (!mine.AsSpan().SequenceEqual(other))
            throw new SakerException(ErrorKind.InvalidInput, $"Profiles of different columns cannot be joined: {Describe(mine.Except(other))} against {Describe(other.Except(mine))}.");
    }

    private static string Describe(IEnumerable<(string Name, ColumnType Type)> columns)
    {
        var text = string.Join(", ", columns.Select(column => $"{column.Name}: {column.Type.Name()}"));
        return text.Length == 0 ? "the same in another order" : text;
    }
}
