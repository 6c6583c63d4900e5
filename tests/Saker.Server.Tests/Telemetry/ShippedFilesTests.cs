using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Saker.Server.Telemetry.Metrics;
using Saker.Server.Tests.Cli;
using Saker.Testing;

namespace Saker.Server.Tests.Telemetry;

/// <summary>The dashboards, rules and the document know exactly the metrics that the server has.</summary>
public sealed partial class ShippedFilesTests(TestServer server) : IClassFixture<TestServer>
{
    private const string TableBegin = "<!-- metrics -->";
    private const string TableEnd = "<!-- /metrics -->";

    // Functions, words and labels of PromQL are no metrics; ours begin so.
    private static readonly string[] s_prefixes = ["saker", "process_", "dotnet_"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IReadOnlyList<MetricFamily> Families => server.Server.Services.GetRequiredService<MetricRegistry>().Families;

    public static TheoryData<string> Dashboards => [.. Directory.GetFiles(Path.Combine(Checkout.Root, "deploy", "grafana"), "*.json").Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Dashboards))]
    public async Task Every_metric_and_label_of_a_dashboard_is_there(string file)
    {
        var board = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "deploy", "grafana", file), Token)).RootElement;
        var panels = board.GetProperty("panels").EnumerateArray().ToList();
        Assert.True(panels.Count >= 8, "The dashboard is empty.");
        Assert.Equal(panels.Count, panels.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
        var expressions = panels.SelectMany(panel => panel.GetProperty("targets").EnumerateArray()).Select(target => target.GetProperty("expr").GetString()!)
            .Concat(board.GetProperty("templating").GetProperty("list").EnumerateArray().Where(variable => variable.TryGetProperty("definition", out _)).Select(variable => variable.GetProperty("definition").GetString()!));
        await CheckAsync(expressions);
    }

    [Fact]
    public async Task Every_metric_of_the_rules_is_there()
    {
        var lines = new List<string>();
        foreach (var file in Directory.GetFiles(Path.Combine(Checkout.Root, "deploy", "prometheus"), "saker-*.yml"))
            lines.AddRange((await File.ReadAllLinesAsync(file, Token)).Where(line => !line.TrimStart().StartsWith('#') && !line.Contains("summary:", StringComparison.Ordinal) && !line.Contains("description:", StringComparison.Ordinal) && !line.Contains("- name:", StringComparison.Ordinal) && !line.Contains("- record:", StringComparison.Ordinal)));
        await CheckAsync(lines);
    }

    [Fact]
    public void Names_follow_the_conventions_of_Prometheus_and_are_used_once()
    {
        Assert.Equal(Families.Count, Families.Select(family => family.Name).Distinct(StringComparer.Ordinal).Count());
        foreach (var family in Families)
        {
            Assert.Matches("^[a-z][a-z0-9_]*[a-z0-9]$", family.Name);
            Assert.DoesNotMatch("_(total|info|count|sum|bucket|created|milliseconds|ms|percent)$", family.Name);
            Assert.EndsWith(".", family.Help, StringComparison.Ordinal);
            Assert.All(family.Labels, label => Assert.Matches("^[a-z][a-z_]*$", label));
            // Prometheus gives these itself, and renames ours.
            Assert.Empty(family.Labels.Intersect(["job", "instance", "le"]));
        }
    }

    [Fact]
    public async Task The_table_of_the_document_is_that_of_the_server()
    {
        var path = Path.Combine(Checkout.Root, "docs", "telemetry.md");
        var document = await File.ReadAllTextAsync(path, Token);
        var (begin, end) = (document.IndexOf(TableBegin, StringComparison.Ordinal) + TableBegin.Length, document.IndexOf(TableEnd, StringComparison.Ordinal));
        var expected = "\n| metric | type | labels | unit | meaning |\n|---|---|---|---|---|\n" + string.Concat(Families.Select(family =>
            $"| `{family.FullName}` | {family.Kind.ToString().ToLowerInvariant()} | {(family.Labels.Count == 0 ? "" : "`" + string.Join("`, `", family.Labels) + "`")} | {family.Unit ?? ""} | {family.Help.Replace("|", "\\|", StringComparison.Ordinal)} |\n"));
        if (Environment.GetEnvironmentVariable("SAKER_ACCEPT") == "1")
            await File.WriteAllTextAsync(path, document[..begin] + expected + document[end..], Token);
        else
            Assert.Equal(expected, document[begin..end]);
    }

    [Fact]
    public async Task The_program_writes_the_files_as_they_are_here_and_replaces_none_unasked()
    {
        using var folder = new CliFolder();
        using var first = await SakerProcess.RunAsync(folder.Path, folder.Home, "telemetry", "export", "watch");
        Assert.Equal(0, first.ExitCode);
        var shipped = Directory.GetFiles(Path.Combine(Checkout.Root, "deploy"), "*", SearchOption.AllDirectories);
        foreach (var file in shipped)
            Assert.Equal(await File.ReadAllTextAsync(file, Token), await File.ReadAllTextAsync(Path.Combine(folder.Path, "watch", Path.GetRelativePath(Path.Combine(Checkout.Root, "deploy"), file)), Token));
        using var second = await SakerProcess.RunAsync(folder.Path, folder.Home, "telemetry", "export", "watch");
        Assert.Equal(1, second.ExitCode);
        Assert.Contains("--force", second.Errors, StringComparison.Ordinal);
        using var third = await SakerProcess.RunAsync(folder.Path, folder.Home, "telemetry", "export", "watch", "--force");
        Assert.Equal(0, third.ExitCode);
    }

    private async Task CheckAsync(IEnumerable<string> expressions)
    {
        var known = Families.SelectMany(family => family.Kind == MetricKind.Histogram ? [family.Name + "_bucket", family.Name + "_sum", family.Name + "_count"] : new[] { family.FullName }).ToHashSet(StringComparer.Ordinal);
        foreach (var line in await File.ReadAllLinesAsync(Path.Combine(Checkout.Root, "deploy", "prometheus", "saker-recording.yml"), Token))
            if (line.Split("record: ") is [_, var recorded])
                known.Add(recorded.Trim());
        var used = expressions.SelectMany(expression => Names().Matches(Texts().Replace(expression, "\"\"")).Select(match => match.Value))
            .Where(name => s_prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))).Distinct(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(used);
        Assert.Empty(used.Except(known));
    }

    [GeneratedRegex("[a-z][a-z0-9_:]*")]
    private static partial Regex Names();

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Texts();
}
