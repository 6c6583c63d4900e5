using Saker.Data;
using Saker.Data.Sources;

namespace Saker.Testing.Proposals;

/// <summary>A file of rows among the public data sets.</summary>
/// <param name="Name">Folder and file: <c>churn_telco/telco_churn.csv</c>.</param>
/// <param name="FullPath">Where it is.</param>
public sealed record TabularSet(string Name, string FullPath)
{
    /// <summary>Half of the sets, by their names, may be looked at while proposals are worked on; the other half tells how they do on data not seen.</summary>
    public bool IsHeldOut => Name.Aggregate(17u, (hash, c) => (hash * 31) + c) % 2 == 1;

    /// <summary>All that are here, by name.</summary>
    public static IReadOnlyList<TabularSet> All()
    {
        var folder = RealData.Folder ?? throw new InvalidOperationException(RealData.Missing);
        return
        [
            .. Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories)
                .Where(path => Path.GetExtension(path) is ".csv" or ".jsonl")
                .Select(path => new TabularSet(Path.GetRelativePath(folder, path).Replace('\\', '/'), path))
                .OrderBy(set => set.Name, StringComparer.Ordinal),
        ];
    }

    public Task<Table> ReadAsync(CancellationToken cancellationToken) => DataSources.Open(FullPath).ReadAllAsync(cancellationToken);
}
