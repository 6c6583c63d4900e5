using System.Runtime.CompilerServices;
using Saker.Data.Checks;
using Saker.Data.Engine;

namespace Saker.Data.Sources;

/// <summary>
/// Where rows of typed columns come from. Types that are not declared are found in the data, all of it and not a sample. Immutable;
/// every call reads the source anew, in pieces, so that it may be larger than memory.
/// </summary>
public abstract record DataSource
{
    /// <summary>How messages call it: a path, or an address without secrets.</summary>
    public abstract string Name { get; }

    /// <summary>Declared types by column name; the types of other columns are found in the data.</summary>
    public IReadOnlyDictionary<string, ColumnType> Columns { get; init; } = new Dictionary<string, ColumnType>();

    /// <summary>What becomes of cells that do not fit their declared type.</summary>
    public MisfitPolicy Misfits { get; init; }

    /// <summary>Reading more rows is an error.</summary>
    public long MaxRows { get; init; } = 50_000_000;

    /// <summary>More columns are an error.</summary>
    public int MaxColumns { get; init; } = 4_096;

    /// <summary>Rows in one table of <see cref="ReadAsync"/>, about.</summary>
    public int BatchRows { get; init; } = 65_536;

    /// <summary>The columns in the order of the source, with declared and found types; nullable where a value is missing.</summary>
    /// <exception cref="SakerException">It is not there or cannot be read; the message names it and the place in it.</exception>
    public Task<Schema> InferSchemaAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using var opened = Open(cancellationToken);
            return opened.Target.Schema;
        },
        cancellationToken);

    /// <summary>Streams the rows in the order of the source.</summary>
    /// <exception cref="SakerException">
    /// It cannot be read, or, before the first table, a declared column is missing or cells do not fit their declared type
    /// (<see cref="ErrorKind.ChecksFailed"/>, with rows and values).
    /// </exception>
    public async IAsyncEnumerable<Table> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var opened = await Task.Run(() => OpenFit(cancellationToken), cancellationToken).ConfigureAwait(false);
        using var query = await Task.Run(() => Query(opened, cancellationToken), cancellationToken).ConfigureAwait(false);
        while (await Task.Run(() => Read(opened, query, BatchRows), cancellationToken).ConfigureAwait(false) is { } batch)
            yield return batch;
    }

    /// <summary>Reads all rows into one table, see <see cref="ReadAsync"/>.</summary>
    public Task<Table> ReadAllAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using var opened = OpenFit(cancellationToken);
            using var query = Query(opened, cancellationToken);
            return Read(opened, query, int.MaxValue) ?? query.Empty();
        },
        cancellationToken);

    /// <summary>The source as a relation of the engine, on a connection of its own.</summary>
    internal OpenedSource Open(CancellationToken cancellationToken)
    {
        var connection = Connect();
        try
        {
            return new OpenedSource(connection, OpenOn(connection, cancellationToken));
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The source as a relation of the engine; whoever asks disposes it, before the connection.</summary>
    internal abstract CheckTarget OpenOn(SqlConnection connection, CancellationToken cancellationToken);

    private protected virtual SqlConnection Connect() => SqlEngine.Connect();

    /// <summary>As <see cref="Open"/>, when cells fit their declared types or the policy takes those that do not.</summary>
    internal OpenedSource OpenFit(CancellationToken cancellationToken)
    {
        var opened = Open(cancellationToken);
        try
        {
            MisfitErrors.ThrowIfUnfit(this, opened, cancellationToken);
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    private static SqlQuery Query(OpenedSource opened, CancellationToken cancellationToken)
    {
        try
        {
            return opened.Connection.Open(opened.Target.Rows(), cancellationToken);
        }
        catch (SakerException e)
        {
            throw opened.Target.Explain(e);
        }
    }

    private static Table? Read(OpenedSource opened, SqlQuery query, int rows)
    {
        try
        {
            return query.Read(rows);
        }
        catch (SakerException e)
        {
            throw opened.Target.Explain(e);
        }
    }
}
