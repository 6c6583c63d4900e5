namespace Saker.Server.Tests.Cli;

/// <summary>The main path on the real customers, by the real program.</summary>
public sealed class ChurnTests(TrainedChurn trained) : IClassFixture<TrainedChurn>
{
    [Fact]
    public void Training_reaches_the_published_accuracy_and_proves_its_graph()
    {
        var result = trained.Result;

        var best = result.GetProperty("candidates").EnumerateArray().Max(candidate => candidate.GetProperty("mean").GetDouble());
        var auc = result.GetProperty("evaluation").GetProperty("rocAuc");
        Assert.InRange(best, 0.846, 1);
        Assert.InRange(Math.Abs(auc.GetProperty("auc").GetDouble() - best), 0, 2 * auc.GetProperty("standardError").GetDouble());
        Assert.InRange(result.GetProperty("maxDifference").GetDouble(), 0, 1e-5);
        Assert.Equal(7043, result.GetProperty("dataset").GetProperty("rowCount").GetInt64());
        Assert.Equal(1409, result.GetProperty("evaluation").GetProperty("rowCount").GetInt32());
        Assert.Equal("churn", result.GetProperty("endpoint").GetString());
    }

    [Fact]
    public async Task The_same_pipeline_in_code_gives_the_same_model_as_the_file()
    {
        using var folder = new CliFolder();
        var build = new DirectoryInfo(AppContext.BaseDirectory);
        var example = Path.Combine(build.Parent!.Parent!.FullName, "Churn", build.Name, "Churn.dll");

        using var fromCode = await SakerProcess.RunProgramAsync(example, CliFolder.Checkout, Path.Combine(folder.Path, "other-home"));

        Assert.Equal(0, fromCode.ExitCode);
        var hash = trained.Result.GetProperty("modelHash").GetString()!;
        Assert.Contains($"churn/1, content {hash}", fromCode.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_show_what_training_did_and_predict_from_it()
    {
        using var folder = new CliFolder();
        using var training = await SakerProcess.RunAsync(folder.Path, folder.Home, "train", CliFolder.ChurnFile);
        Assert.Contains("best by ROC AUC: Gradient boosting", training.Output, StringComparison.Ordinal);
        Assert.Contains("nothing suspicious in 19 columns", training.Output, StringComparison.Ordinal);

        using var runs = await SakerProcess.RunAsync(folder.Path, folder.Home, "runs", "--nested", "--json");
        Assert.Equal(["finished", "finished", "finished", "finished"], runs.Json.EnumerateArray().Select(run => run.GetProperty("status").GetString()));
        Assert.All(runs.Json.EnumerateArray(), run => Assert.Equal("churn", run.GetProperty("experiment").GetString()));
        using var models = await SakerProcess.RunAsync(folder.Path, folder.Home, "models", "churn", "--json");
        Assert.Equal(1, models.Json.GetProperty("aliases").GetProperty("champion").GetInt32());
        using var predictions = await SakerProcess.RunAsync(folder.Path, folder.Home, "predict", "churn", CliFolder.ChurnData, "--json", "--output", "out.csv");
        var probabilities = predictions.Json.GetProperty("predictions").EnumerateArray().Select(row => row.GetProperty("probability").GetDouble()).ToList();
        Assert.Equal(7043, probabilities.Count);
        Assert.All(probabilities, probability => Assert.InRange(probability, 0, 1));
        Assert.Equal(7044, (await File.ReadAllLinesAsync(Path.Combine(folder.Path, "out.csv"), TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public async Task Rows_that_do_not_fit_the_model_are_named_as_rows_of_the_file()
    {
        using var folder = new CliFolder();
        var lines = (await File.ReadAllLinesAsync(CliFolder.ChurnData, TestContext.Current.CancellationToken)).Take(4).ToArray();
        lines[3] = lines[3].Replace("Month-to-month", "Weekly", StringComparison.Ordinal);
        var data = folder.Write("new.csv", string.Join('\n', lines));

        using var predictions = await SakerProcess.RunAsync(folder.Path, trained.Home, "predict", "churn", data);

        Assert.Equal(1, predictions.ExitCode);
        Assert.Contains("row 3, Contract: 'Weekly'", predictions.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("row 1,", predictions.Errors, StringComparison.Ordinal);
        Assert.Contains("--skip-invalid", predictions.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_that_do_not_fit_can_be_skipped_and_every_row_keeps_its_place()
    {
        using var folder = new CliFolder();
        var lines = (await File.ReadAllLinesAsync(CliFolder.ChurnData, TestContext.Current.CancellationToken)).Take(5).ToArray();
        lines[2] = lines[2].Replace("One year", "Weekly", StringComparison.Ordinal);
        lines[3] = lines[3].Replace(",No,2,", ",No,two,", StringComparison.Ordinal);
        var data = folder.Write("new.csv", string.Join('\n', lines));

        using var predictions = await SakerProcess.RunAsync(folder.Path, trained.Home, "predict", "churn", data, "--skip-invalid", "--keep", "customerID", "-o", "out.csv");

        Assert.True(predictions.ExitCode == 0, predictions.Errors);
        Assert.Contains("2 of 4 rows", predictions.Errors, StringComparison.Ordinal);
        var written = await File.ReadAllLinesAsync(Path.Combine(folder.Path, "out.csv"), TestContext.Current.CancellationToken);
        Assert.Equal("row,customerID,label,probability,error", written[0]);
        Assert.Matches(@"^1,7590-VHVEG,(Yes|No),0\.\d+,$", written[1]);
        Assert.Matches("^2,5575-GNVDE,,,.*Contract: 'Weekly'", written[2]);
        Assert.Matches("^3,3668-QPYBK,,,.*tenure: 'two' is not of type", written[3]);
        Assert.Matches(@"^4,7795-CFOCW,(Yes|No),0\.\d+,$", written[4]);
    }

    [Theory]
    [InlineData("train", ".")]
    [InlineData("predict", "churn", "new.csv", "-o", ".")]
    public async Task A_folder_in_place_of_a_file_is_called_a_folder(params string[] arguments)
    {
        using var folder = new CliFolder();

        using var saker = await SakerProcess.RunAsync(folder.Path, folder.Home, arguments);

        Assert.Equal(1, saker.ExitCode);
        Assert.Contains("is a folder; name a", saker.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sound_file_passes_its_checks()
    {
        using var folder = new CliFolder();

        using var check = await SakerProcess.RunAsync(folder.Path, folder.Home, "check", CliFolder.ChurnFile);

        Assert.True(check.ExitCode == 0, check.Output);
    }

    [Theory]
    [InlineData("tenure,", "gone,", "column tenure", "schema")]
    [InlineData("7590-VHVEG,Female,0,Yes,No,1,", "7590-VHVEG,Female,0,Yes,No,-1,", "row 1, column tenure", "range")]
    [InlineData("7590-VHVEG,Female,0,Yes,No,1,", "7590-VHVEG,Female,0,Yes,No,one,", "row 1, column tenure", "type")]
    [InlineData("No,No,No,One year", "No,No,No,Three years", "row 2, column Contract", "in_set")]
    public async Task A_broken_file_stops_with_row_column_and_rule(string sound, string broken, string place, string rule)
    {
        using var folder = new CliFolder();
        var text = await File.ReadAllTextAsync(CliFolder.ChurnData, TestContext.Current.CancellationToken);
        var at = text.IndexOf(sound, StringComparison.Ordinal);
        var data = folder.Write("telco_churn.csv", text[..at] + broken + text[(at + sound.Length)..]);
        var pipeline = folder.Write("churn.yaml", (await File.ReadAllTextAsync(CliFolder.ChurnFile, TestContext.Current.CancellationToken)).Replace("data/telco_churn.csv", Path.GetFileName(data), StringComparison.Ordinal));

        using var check = await SakerProcess.RunAsync(folder.Path, folder.Home, "check", CliFolder.ChurnFile, "--data", data);
        using var training = await SakerProcess.RunAsync(folder.Path, folder.Home, "train", pipeline);

        Assert.Equal((1, 1), (check.ExitCode, training.ExitCode));
        Assert.Contains(place, check.Output, StringComparison.Ordinal);
        Assert.Contains($"(check {rule})", check.Output, StringComparison.Ordinal);
        Assert.Contains($"(check {rule})", training.Errors, StringComparison.Ordinal);
        Assert.False(Directory.EnumerateFileSystemEntries(Path.Combine(folder.Home, "datasets")).Any(), "a dataset was stored");
    }
}
