using System.Text;
using Saker.Platform;
using Saker.Platform.Experiments;
using Saker.Platform.Storage;

namespace Saker.Server.Tests.Cli;

/// <summary>What docs/tracking.md shows, done as it stands there.</summary>
public sealed class TrackingDocumentTests(TestServer server) : IClassFixture<TestServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commands_of_the_document_do_what_it_says()
    {
        using var folder = new CliFolder();
        string run;
        await using (var saker = await SakerPlatform.OpenAsync(new HomeOptions { Folder = folder.Home }, Cancellation))
            run = (await saker.Experiments.StartRunAsync(new ExperimentId("0"), "fit", null, Cancellation)).Id.Value;
        var block = await DocumentedCommands.ReadAsync("tracking.md", "commands");
        Assert.True(block.Count > 7, "The document has no commands.");
        await DocumentedCommands.RunAsync(folder, [.. block.Select(line => line.Replace("RUN", run, StringComparison.Ordinal))]);

        using var audit = await SakerProcess.RunAsync(folder.Path, folder.Home, "audit", "--json");
        Assert.Equal(
            ["run.restore", "run.delete", "experiment.restore", "experiment.delete", "experiment.rename", "experiment.create"],
            audit.Json.EnumerateArray().Select(entry => entry.GetProperty("act").GetString()));
    }

    [Fact]
    public async Task Experiments_and_runs_go_and_come_back_by_command()
    {
        using var folder = new CliFolder();
        ExperimentId experiment;
        Run first, second;
        await using (var saker = await SakerPlatform.OpenAsync(new HomeOptions { Folder = folder.Home }, Cancellation))
        {
            experiment = (await saker.Experiments.CreateAsync(new ExperimentCreation { Name = "churn" }, Cancellation)).Id;
            first = await saker.Experiments.StartRunAsync(experiment, "first", null, Cancellation);
            second = await saker.Experiments.StartRunAsync(experiment, "second", null, Cancellation);
        }
        Assert.Equal(0, (await RunAsync("runs", "delete", first.Id.Value)).ExitCode);
        Assert.Equal(["second"], await NamesAsync("runs"));
        Assert.Equal(0, (await RunAsync("experiments", "delete", experiment.Value)).ExitCode);
        Assert.Equal(["Default"], await NamesAsync("experiments"));
        Assert.Empty(await NamesAsync("runs"));
        Assert.Equal(0, (await RunAsync("experiments", "restore", "churn")).ExitCode);
        Assert.Equal(["second"], await NamesAsync("runs"));
        Assert.Equal(0, (await RunAsync("runs", "restore", first.Id.Value[..20])).ExitCode);
        Assert.Equal(["first", "second"], (await NamesAsync("runs")).Order(StringComparer.Ordinal));

        foreach (var (words, said) in ((string[], string)[])[(["experiments", "delete", "0"], "default experiment"), (["experiments", "delete", "00"], "no experiment '00'"), (["runs", "delete", "ffff"], "ffff"), (["experiments", "create", "churn"], "already exists")])
        {
            var refused = await RunAsync(words);
            Assert.Equal(1, refused.ExitCode);
            Assert.Contains(said, refused.Errors, StringComparison.OrdinalIgnoreCase);
        }

        async Task<(int ExitCode, string Errors)> RunAsync(params string[] words)
        {
            using var process = await SakerProcess.RunAsync(folder.Path, folder.Home, words);
            return (process.ExitCode, process.Errors);
        }

        async Task<IEnumerable<string?>> NamesAsync(string what)
        {
            using var process = await SakerProcess.RunAsync(folder.Path, folder.Home, what, "--json");
            return [.. process.Json.EnumerateArray().Select(one => one.GetProperty("name").GetString())];
        }
    }

    [Fact]
    public async Task A_run_that_ended_before_its_start_is_said_to_have()
    {
        using var folder = new CliFolder();
        await using (var saker = await SakerPlatform.OpenAsync(new HomeOptions { Folder = folder.Home }, Cancellation))
        {
            var run = await saker.Runs.CreateAsync(new RunCreation { Experiment = new ExperimentId("0"), Name = "backwards" }, Cancellation);
            await saker.Runs.UpdateAsync(run.Id, new RunUpdate { Status = RunStatus.Finished, EndedAt = run.StartedAt.AddMinutes(-2) }, Cancellation);
            using var shown = await SakerProcess.RunAsync(folder.Path, folder.Home, "runs", run.Id.Short);
            Assert.Contains("took     ended before its start", shown.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_request_of_the_document_is_answered()
    {
        var run = await server.Experiments.StartRunAsync(new ExperimentId("0"), "fit", null, Cancellation);
        var lines = await DocumentedCommands.ReadAsync("tracking.md", "request");
        Assert.Equal(2, lines.Count);
        using var response = await server.Http.PostAsync(lines[0]["POST ".Length..], new StringContent(lines[1].Replace("RUN", run.Id.Value, StringComparison.Ordinal), Encoding.UTF8, "application/json"), Cancellation);
        Assert.Equal("{}", await response.Content.ReadAsStringAsync(Cancellation));
        var read = (await server.Experiments.FindRunAsync(run.Id, Cancellation))!;
        Assert.Equal((0.25, "8", "draft"), (read.Metrics["loss"], read.Parameters["depth"], read.Tags["stage"]));
    }
}
