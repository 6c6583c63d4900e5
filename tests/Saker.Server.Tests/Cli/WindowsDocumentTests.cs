using Saker.Data;
using Saker.Data.Profiles;
using Saker.Platform;
using Saker.Platform.Monitoring.Windows;
using Saker.Platform.Storage;

namespace Saker.Server.Tests.Cli;

/// <summary>The commands of docs/windows.md, run as they stand there over a home with windows.</summary>
public sealed class WindowsDocumentTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 4, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Commands_of_the_document_do_what_it_says()
    {
        using var folder = new CliFolder();
        await using (var saker = await SakerPlatform.OpenAsync(new HomeOptions { Folder = folder.Home }, TestContext.Current.CancellationToken))
            await saker.Windows.WriteAsync([.. Enumerable.Range(0, 6).Select(part => Part(Start.AddMinutes(10 * part)))], TestContext.Current.CancellationToken);
        var block = await DocumentedCommands.ReadAsync("windows.md", "commands");
        Assert.True(block.Count > 5, "The document has no commands.");
        await DocumentedCommands.RunAsync(folder, block);
    }

    private static WindowPart Part(DateTimeOffset at) => new()
    {
        Endpoint = "churn",
        Model = "churn",
        Version = 1,
        At = at,
        Writer = "one",
        Number = 1,
        Inputs = Profile.Of(new Table([Column.OfNumbers("tenure", [.. Enumerable.Range(0, 30).Select(row => (double)row)])])),
        Facts = new WindowFacts
        {
            RequestCount = 30,
            RowCount = 30,
            ProfiledRowCount = 30,
            Errors = at == Start ? new Dictionary<string, long> { ["timeout"] = 3 } : new Dictionary<string, long>(),
            RefusedCount = 0,
            CacheHitCount = 0,
            Steps = new Dictionary<string, long> { ["primary"] = 30 },
            WarnedCount = 0,
            WarningCount = 0,
            MendedCount = 0,
            Total = LatencyCounts.None,
            Queue = LatencyCounts.None,
            Compute = LatencyCounts.None,
        },
    };
}
