using System.Globalization;
using System.Text;

namespace Saker.Server.Tests.Cli;

/// <summary>The commands of docs/selection.md, run as they stand there, and how the screen for leaks and the comparison end.</summary>
public sealed class SelectionDocumentTests
{
    private const string Pipeline = """
        pipeline: visits
        source: {csv: visits.csv}
        target: {column: relapse, positive: "yes"}
        split: {by: group, column: patient}
        leakage: {action: fail, ignore: [outcome]}
        prepare:
          - {transform: drop, columns: [patient, asked_at, answered_at, outcome]}
          - {transform: scale, columns: numbers}
        candidates:
          - {trainer: gradient_boosting, trees: 20, max_depth: 2}
          - {trainer: logistic_regression}
        select: {folds: 3, repeats: 2, nested: 2}
        """;

    [Fact]
    public async Task Commands_of_the_document_do_what_it_says()
    {
        using var folder = new CliFolder();
        File.Copy(CliFolder.ChurnData, Path.Combine(folder.Path, Path.GetFileName(CliFolder.ChurnData)));
        folder.Write("visits.csv", Visits());
        var block = await DocumentedCommands.ReadAsync("selection.md", "commands");
        Assert.True(block.Count > 5, "The document has no commands.");
        await DocumentedCommands.RunAsync(folder, block);
    }

    [Fact]
    public async Task Training_says_which_candidate_is_taken_and_why()
    {
        using var folder = new CliFolder();
        folder.Write("visits.csv", Visits());
        folder.Write("visits.yaml", Pipeline);

        using var shown = await SakerProcess.RunAsync(folder.Path, folder.Home, ["train", "visits.yaml"]);
        using var json = await SakerProcess.RunAsync(folder.Path, folder.Home, ["train", "visits.yaml", "--json"]);

        Assert.True(shown.ExitCode == 0, shown.Errors);
        Assert.Contains("no patient on both sides", shown.Output, StringComparison.Ordinal);
        Assert.Contains("nothing suspicious", shown.Output, StringComparison.Ordinal);
        Assert.Contains("Choosing among them is worth roc_auc", shown.Output, StringComparison.Ordinal);
        var selection = json.Json.GetProperty("selection");
        Assert.Contains(selection.GetProperty("reason").GetString()!, shown.Output, StringComparison.Ordinal);
        Assert.Equal(6, selection.GetProperty("foldCount").GetInt32());
        Assert.Equal(2, json.Json.GetProperty("nested").GetProperty("folds").GetArrayLength());
    }

    [Fact]
    public async Task A_screen_that_cannot_run_ends_with_2_and_says_why()
    {
        using var folder = new CliFolder();
        folder.Write("visits.csv", Visits());

        using var gone = await SakerProcess.RunAsync(folder.Path, folder.Home, ["data", "leakage", "visits.csv", "--target", "relapsed"]);
        using var other = await SakerProcess.RunAsync(folder.Path, folder.Home, ["data", "leakage", "visits.csv", "--target", "relapse", "--positive", "maybe", "--json"]);

        Assert.Equal((2, 2), (gone.ExitCode, other.ExitCode));
        Assert.Contains("There is no column 'relapsed'", gone.Errors, StringComparison.Ordinal);
        Assert.Contains("does not occur in column 'relapse'", other.Json.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    /// <summary>200 visits of 25 patients: the outcome is the relapse in other words, and is noted hours later.</summary>
    private static string Visits()
    {
        var random = new Random(6);
        var text = new StringBuilder("patient,asked_at,answered_at,dose,outcome,relapse\n");
        for (var visit = 0; visit < 200; visit++)
        {
            var (asked, dose) = (new DateTime(2024, 1, 1, 8, 0, 0, DateTimeKind.Utc).AddHours(visit * 5), random.NextDouble());
            var relapse = random.NextDouble() < 1.2 - (1.4 * dose);
            text.Append(CultureInfo.InvariantCulture, $"p{random.Next(25)},{asked:yyyy-MM-dd HH:mm:ss},{asked.AddHours(1 + random.Next(9)):yyyy-MM-dd HH:mm:ss},{dose:0.000},{(relapse ? "readmitted" : "well")},{(relapse ? "yes" : "no")}\n");
        }
        return text.ToString();
    }
}
