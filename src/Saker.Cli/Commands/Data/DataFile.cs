using Saker.Data;
using Saker.Data.Sinks;

namespace Saker.Cli.Commands.Data;

/// <summary>Rows that commands write: to any file that a sink writes, by its ending.</summary>
internal static class DataFile
{
    /// <summary>Writes rows, whole or not at all. An error of the stream leaves no file.</summary>
    /// <returns>How many rows were written.</returns>
    public static async Task<long> WriteAsync(string path, IAsyncEnumerable<Table> rows, CancellationToken cancellationToken)
    {
        await using var tables = rows.GetAsyncEnumerator(cancellationToken);
        if (!await tables.MoveNextAsync())
            throw new SakerException(ErrorKind.InvalidInput, "There are no rows to write.");
        return await DataSinks.Open(path, table: null, replace: false).WriteAsync(tables.Current.Schema, All(tables), cancellationToken);
    }

    /// <summary>The table that was read to learn the schema, then the others.</summary>
    private static async IAsyncEnumerable<Table> All(IAsyncEnumerator<Table> tables)
    {
        do
            yield return tables.Current;
        while (await tables.MoveNextAsync());
    }
}
