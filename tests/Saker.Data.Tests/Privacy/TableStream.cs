namespace Saker.Data.Tests.Privacy;

/// <summary>Tables as a stream of them.</summary>
internal static class TableStream
{
    public static async IAsyncEnumerable<Table> Of(params Table[] tables)
    {
        foreach (var table in tables)
        {
            yield return table;
            await Task.Yield();
        }
    }

    public static async Task<Table> ReadAllAsync(this IAsyncEnumerable<Table> tables)
    {
        var all = new List<Table>();
        await foreach (var table in tables)
            all.Add(table);
        return Table.Concat(all);
    }
}
