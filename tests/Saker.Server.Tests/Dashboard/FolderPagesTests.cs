using System.Reflection;
using Saker.Dashboard.Artifacts;
using Saker.Platform.Artifacts;
using Saker.Platform.Experiments;

namespace Saker.Server.Tests.Dashboard;

/// <summary>Folders with more files than a page lists: each file is reached, and what is shown is always in the tree.</summary>
public sealed class FolderPagesTests
{
    private const int Count = 1_200;

    private static readonly Run s_run = new()
    {
        Id = new RunId("0123456789abcdef0123456789abcdef"),
        ExperimentId = new ExperimentId("1"),
        Name = "trial",
        Status = RunStatus.Finished,
        Lifecycle = Lifecycle.Active,
        StartedAt = DateTimeOffset.UnixEpoch,
        ArtifactUri = "mlflow-artifacts:/1/0123456789abcdef0123456789abcdef/artifacts",
        Parameters = new Dictionary<string, string>(),
        Metrics = new Dictionary<string, double>(),
        LatestMetrics = [],
        Tags = new Dictionary<string, string>(),
    };

    private static readonly string s_root = RunFiles.RootOf(s_run)!;

    private static readonly List<string> s_paths = [.. Enumerable.Range(0, Count).Select(i => $"plots/{i:0000}.png"), "config.json", .. Enumerable.Range(0, 700).Select(i => $"parts/{i:000}/rows.csv")];

    private readonly RunFiles _files = new(DispatchProxy.Create<IArtifactStore, Listed>());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_file_of_a_folder_is_reached_from_page_to_page()
    {
        HashSet<string> seen = [];
        string? after = null;
        for (var pages = 0; ; pages++)
        {
            Assert.True(pages < 5, "the pages have no end");
            var folder = Below(await _files.TreeAsync(s_run, "plots", after, Token), "plots");
            Assert.Equal(after, folder.After);
            Assert.InRange(folder.Nodes.Count, 1, RunFiles.MaxListed);
            seen.UnionWith(folder.Nodes.Select(node => node.Path));
            if (folder.Next is null)
                break;
            after = folder.Next;
        }
        Assert.Equal(Count, seen.Count);
    }

    [Fact]
    public async Task What_is_shown_is_in_the_tree_on_whichever_page_it_lies()
    {
        var file = Below(await _files.TreeAsync(s_run, "plots/1100.png", after: null, Token), "plots");
        Assert.Contains(file.Nodes, node => node.Path == "plots/1100.png");
        Assert.Equal(RunFiles.MaxListed + 1, file.Nodes.Count);
        var folder = Below(Below(await _files.TreeAsync(s_run, "parts/650/rows.csv", after: null, Token), "parts"), "parts/650");
        Assert.Equal("parts/650/rows.csv", Assert.Single(folder.Nodes).Path);
        Assert.True(await _files.HasFolderAsync(s_run, "parts/650", Token));
        Assert.False(await _files.HasFolderAsync(s_run, "parts/none", Token));
        // What is nowhere is not made up.
        Assert.DoesNotContain(Below(await _files.TreeAsync(s_run, "plots/none.png", after: null, Token), "plots").Nodes, node => node.Path.Contains("none", StringComparison.Ordinal));
    }

    [Fact]
    public async Task That_files_were_left_out_is_told()
    {
        var (files, isCut) = await _files.ListBelowAsync(s_run, 1_000, Token);
        Assert.Equal((1_000, true), (files.Count, isCut));
        Assert.False((await _files.ListBelowAsync(s_run, 10_000, Token)).IsCut);
    }

    private static FileFolder Below(FileFolder folder, string path) => folder.Nodes.Single(node => node.Path == path).Children!;

    /// <summary>Lists <see cref="s_paths"/> as a store does.</summary>
    public class Listed : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Name switch
        {
            nameof(IArtifactStore.FindAsync) => Task.FromResult(s_paths.Contains(Within((string)args![0]!)) ? new ArtifactFile((string)args[0]!, new string('0', 64), 1, DateTimeOffset.UnixEpoch) : null),
            nameof(IArtifactStore.ListPageAsync) => Page(Directly(Within((string)args![0]!)), (string?)args[1], (int)args[2]!),
            nameof(IArtifactStore.ListBelowAsync) => Page(s_paths.Select(path => new ArtifactEntry($"{s_root}/{path}", 1)), (string?)args![1], (int)args[2]!),
            _ => throw new NotSupportedException(targetMethod?.Name),
        };

        private static string Within(string path) => path.Length > s_root.Length ? path[(s_root.Length + 1)..] : "";

        private static IEnumerable<ArtifactEntry> Directly(string folder)
        {
            var start = folder.Length == 0 ? "" : folder + "/";
            return s_paths.Where(path => path.StartsWith(start, StringComparison.Ordinal))
                .Select(path => path.IndexOf('/', start.Length) is >= 0 and var end ? new ArtifactEntry($"{s_root}/{path[..end]}", null) : new ArtifactEntry($"{s_root}/{path}", 1)).Distinct();
        }

        private static Task<ArtifactPage> Page(IEnumerable<ArtifactEntry> entries, string? after, int max)
        {
            var rest = entries.OrderBy(entry => entry.Path, StringComparer.Ordinal).Where(entry => after is null || string.CompareOrdinal(entry.Path, after) > 0).ToList();
            return Task.FromResult(new ArtifactPage([.. rest.Take(max)], rest.Count > max ? rest[max - 1].Path : null));
        }
    }
}
