using System.Globalization;
using System.Text;
using Saker.Learning.Drift;

namespace Saker.Server.Tests.Cli;

/// <summary>The commands of docs/drift.md, run as they stand there, and how they end.</summary>
public sealed class DriftDocumentTests
{
    [Fact]
    public async Task Commands_of_the_document_do_what_it_says()
    {
        using var folder = new CliFolder();
        folder.Write("january.csv", Orders(0, 10));
        folder.Write("february.csv", Orders(0, 10));
        folder.Write("march.csv", Orders(40, 6));
        var block = await DocumentedCommands.ReadAsync("drift.md", "commands");
        Assert.True(block.Count > 5, "The document has no commands.");
        await DocumentedCommands.RunAsync(folder, block);
        var page = await File.ReadAllTextAsync(Path.Combine(folder.Path, "march.html"), TestContext.Current.CancellationToken);
        Assert.Contains("<svg", page, StringComparison.Ordinal);
        Assert.Contains("drifted", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_exit_code_is_2_when_it_cannot_be_told_and_json_reads_back()
    {
        using var folder = new CliFolder();
        folder.Write("a.csv", Orders(0, 10));
        foreach (var arguments in new string[][] { ["drift", "a.csv", "--reference", "gone.csv"], ["drift", "a.csv"], ["drift", "a.csv", "--reference", "nobody@champion"] })
        {
            using var failed = await SakerProcess.RunAsync(folder.Path, folder.Home, arguments);
            Assert.Equal(2, failed.ExitCode);
        }
        using var same = await SakerProcess.RunAsync(folder.Path, folder.Home, ["drift", "a.csv", "--reference", "a.csv", "--json"]);
        Assert.Equal(0, same.ExitCode);
        Assert.False(DriftReport.FromJson(same.Output).Drifted);
    }

    /// <summary>A thousand orders whose amounts and share of a plan are given.</summary>
    private static string Orders(int more, int every)
    {
        var text = new StringBuilder("amount,plan\n");
        for (var i = 0; i < 1_000; i++)
            text.Append(CultureInfo.InvariantCulture, $"{(i * 37 % 211) + more},{(i % every == 0 ? "gold" : i % 2 == 0 ? "basic" : "plus")}\n");
        return text.ToString();
    }
}
