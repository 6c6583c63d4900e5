using System.Globalization;
using System.Text;

namespace Saker.Server.Tests.Cli;

/// <summary>The commands that tune, on the pipeline that docs/tuning.md shows, made smaller.</summary>
public sealed class TuningDocumentTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_search_is_run_listed_shown_and_gone_on_with()
    {
        using var folder = new CliFolder();
        await WriteAsync(folder);

        using var tuned = await SakerProcess.RunAsync(folder.Path, folder.Home, "tune", "toy.yaml", "--json");
        Assert.True(tuned.ExitCode == 0, tuned.Errors);
        var found = tuned.Json.GetProperty("candidates")[0];
        var study = found.GetProperty("study").GetString()!;
        Assert.Equal((6, 6), (found.GetProperty("trials").GetInt32(), found.GetProperty("newTrials").GetInt32()));

        using var more = await SakerProcess.RunAsync(folder.Path, folder.Home, "tune", "toy.yaml", "--trials", "12", "--json");
        Assert.Equal((12, 6), (more.Json.GetProperty("candidates")[0].GetProperty("trials").GetInt32(), more.Json.GetProperty("candidates")[0].GetProperty("newTrials").GetInt32()));

        using var list = await SakerProcess.RunAsync(folder.Path, folder.Home, "studies", "--json");
        Assert.Equal(study, Assert.Single(list.Json.EnumerateArray()).GetProperty("name").GetString());
        using var shown = await SakerProcess.RunAsync(folder.Path, folder.Home, "studies", "show", study);
        Assert.Contains("max_depth", shown.Output, StringComparison.Ordinal);
        using var best = await SakerProcess.RunAsync(folder.Path, folder.Home, "studies", "best", study, "--json");
        Assert.Equal("complete", best.Json.GetProperty("state").GetString());
        using var importance = await SakerProcess.RunAsync(folder.Path, folder.Home, "studies", "importance", study);
        Assert.Contains("trials", importance.Output, StringComparison.Ordinal);
        using var nobody = await SakerProcess.RunAsync(folder.Path, folder.Home, "studies", "show", "nobody");
        Assert.NotEqual(0, nobody.ExitCode);
        Assert.Contains("saker studies", nobody.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_that_was_killed_goes_on_and_training_takes_over_what_it_found()
    {
        using var folder = new CliFolder();
        await WriteAsync(folder);
        using (var killed = SakerProcess.Start(folder.Path, folder.Home, "tune", "toy.yaml", "--trials", "400"))
        {
            await killed.ExpectAsync("20 of 400 trials");
            killed.KillHard();
        }

        using var list = await SakerProcess.RunAsync(folder.Path, folder.Home, "studies", "--json");
        var begun = Assert.Single(list.Json.EnumerateArray()).GetProperty("trials").GetInt32();
        using var trained = await SakerProcess.RunAsync(folder.Path, folder.Home, "train", "toy.yaml");

        Assert.True(trained.ExitCode == 0, trained.Errors);
        Assert.InRange(begun, 20, 400);
        Assert.Contains("from before", trained.Output, StringComparison.Ordinal);
    }

    private static async Task WriteAsync(CliFolder folder)
    {
        var random = new Random(3);
        var rows = new StringBuilder("age,cheque,left\n");
        for (var i = 0; i < 300; i++)
        {
            var (age, cheque) = (random.Next(18, 90), random.NextDouble() < 0.4);
            rows.Append(CultureInfo.InvariantCulture, $"{age},{(cheque ? 1 : 0)},{(random.NextDouble() < 1 / (1 + Math.Exp((age - 40) / 10.0 - (cheque ? 1.5 : 0))) ? "yes" : "no")}\n");
        }
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "rows.csv"), rows.ToString(), Token);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "toy.yaml"), """
            pipeline: toy
            source: {csv: rows.csv}
            target: {column: left, positive: "yes"}
            candidates:
              - {trainer: logistic_regression}
              - {trainer: gradient_boosting, trees: {from: 5, to: 20}, max_depth: {choose: [1, 2, 3]}, tune: {trials: 6}}
            select: {folds: 3}
            """, Token);
    }
}
