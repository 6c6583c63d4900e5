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

    /// <summary>Where rows go that are set aside, a CSV file; needed for <see cref="MisfitPolicy.Quarantine"/>.</summary>
    public string? QuarantineFile { get; init; }

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

    /// <summary>As <see cref="InferSchemaAsync"/>, with how each type came about, examples, and the cells that do not fit.</summary>
    /// <exception cref="SakerException">It is not there or cannot be read; the message names it and the place in it.</exception>
    public Task<SourceDescription> DescribeAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using var opened = Open(cancellationToken);
            return SourceDescription.Of(this, opened, cancellationToken);
        },
        cancellationToken);

    /// <summary>Makes ready for reading: what is wrong with declared columns and cells is told here, and rows are set aside here.</summary>
    /// <exception cref="SakerException">
    /// It cannot be read, or a declared column is missing or cells do not fit their declared type (<see cref="ErrorKind.ChecksFailed"/>,
    /// with rows and values).
    /// </exception>
    public Task<SourceReader> OpenReaderAsync(CancellationToken cancellationToken) => Task.Run(() => SourceReader.Open(this, cancellationToken), cancellationToken);

    /// <summary>Streams the rows in the order of the source.</summary>
    /// <exception cref="SakerException">As <see cref="OpenReaderAsync"/>, before the first table.</exception>
    public async IAsyncEnumerable<Table> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = await OpenReaderAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var batch in reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            yield return batch;
    }

    /// <summary>Reads all rows into one table, see <see cref="ReadAsync"/>.</summary>
    public async Task<Table> ReadAllAsync(CancellationToken cancellationToken)
    {
        using var reader = await OpenReaderAsync(cancellationToken).ConfigureAwait(false);
        return await reader.ReadAllAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The source as a relation of the engine, on a connection of its own. Rows that are to be set aside are not part of it.</summary>
    internal OpenedSource Open(CancellationToken cancellationToken) => Open([], cancellationToken);

    /// <summary>As <see cref="Open(CancellationToken)"/>; what looks at all cells anyway counts for the checks what it can, see <see cref="CheckTarget.Tally"/>.</summary>
    internal OpenedSource Open(IReadOnlyList<Check> checks, CancellationToken cancellationToken)
    {
        var connection = Connect();
        try
        {
            var target = OpenOn(connection, checks, cancellationToken);
            return new OpenedSource(connection, Misfits switch
            {
                MisfitPolicy.Null => new LenientTarget(target, isSetAside: false, target.RowCount),
                MisfitPolicy.Quarantine => LenientTarget.SettingAside(target, connection, cancellationToken),
                _ => target,
            });
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The source as a relation of the engine; whoever asks disposes it, before the connection.</summary>
    internal abstract CheckTarget OpenOn(SqlConnection connection, CancellationToken cancellationToken);

    internal virtual CheckTarget OpenOn(SqlConnection connection, IReadOnlyList<Check> checks, CancellationToken cancellationToken) => OpenOn(connection, cancellationToken);

    private protected virtual SqlConnection Connect() => SqlEngine.Connect();

    /// <summary>As <see cref="Open"/>, when cells fit their declared types or the policy takes those that do not. Rows that are set aside are written.</summary>
    internal OpenedSource OpenFit(CancellationToken cancellationToken)
    {
        var opened = Open(cancellationToken);
        try
        {
            MisfitErrors.ThrowIfUnfit(this, opened, cancellationToken);
            if (Misfits == MisfitPolicy.Quarantine)
                opened.SetAsideCount = Quarantine.Write(this, opened, cancellationToken);
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }
}
