using System.Net;

namespace Saker.Server.Tests.Cli;

/// <summary>The program killed at bad moments, and stopped politely.</summary>
public sealed class CrashTests
{
    [Fact]
    public async Task A_killed_training_leaves_a_killed_run_and_nothing_half_registered()
    {
        var random = new Random(11);
        using var folder = new CliFolder();
        var registered = 0;
        for (var round = 0; round < 8; round++)
        {
            using var training = SakerProcess.Start(folder.Path, folder.Home, "train", CliFolder.ChurnFile);
            await training.ExpectAsync("check ");
            // From the start of the comparison to past the registration, which comes within about three seconds.
            await Task.Delay(random.Next(0, 3500), TestContext.Current.CancellationToken);
            training.KillHard();
            await training.WaitAsync();

            using var models = await SakerProcess.RunAsync(folder.Path, folder.Home, "models", "--json");
            Assert.Equal(0, models.ExitCode);
            var versions = models.Json.EnumerateArray().SelectMany(model => model.GetProperty("versions").EnumerateArray()).ToList();
            Assert.Equal(Enumerable.Range(1, versions.Count), versions.Select(version => version.GetProperty("version").GetInt32()).Order());
            Assert.All(versions, version => Assert.True(File.Exists(Path.Combine(version.GetProperty("folder").GetString()!, "model.onnx"))));
            registered = versions.Count;
        }

        using var runs = await SakerProcess.RunAsync(folder.Path, folder.Home, "runs", "--nested", "--json", "--max", "100");
        Assert.All(runs.Json.EnumerateArray(), run => Assert.Contains(run.GetProperty("status").GetString(), new[] { "killed", "finished" }));
        using var training2 = await SakerProcess.RunAsync(folder.Path, folder.Home, "train", CliFolder.ChurnFile, "--json");
        Assert.Equal(0, training2.ExitCode);
        Assert.Equal(registered + 1, training2.Json.GetProperty("model").GetProperty("version").GetInt32());
        Assert.All(Directory.EnumerateDirectories(Path.Combine(folder.Home, "models")), path => Assert.Equal(64, Path.GetFileName(path).Length));
    }

    [Fact]
    public async Task The_demo_serves_predicts_and_ends_with_the_interrupt()
    {
        using var folder = new CliFolder();
        using var demo = SakerProcess.Start(CliFolder.Checkout, folder.Home, "demo", "--port", "0");
        var address = await demo.ListeningAsync();
        await demo.ExpectAsync("Ctrl-C stops.");
        Assert.Contains("with probability", demo.Output, StringComparison.Ordinal);
        using var http = new HttpClient { BaseAddress = address };
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/ready", TestContext.Current.CancellationToken)).StatusCode);

        demo.Interrupt();
        await demo.WaitAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync("/health/live", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_deployment_by_another_process_reaches_a_running_server()
    {
        using var folder = new CliFolder();
        using var up = SakerProcess.Start(folder.Path, folder.Home, "up", "--port", "0");
        using var http = new HttpClient { BaseAddress = await up.ListeningAsync() };
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/api/endpoints/churn", TestContext.Current.CancellationToken)).StatusCode);

        using var training = await SakerProcess.RunAsync(folder.Path, folder.Home, "train", CliFolder.ChurnFile);
        Assert.Equal(0, training.ExitCode);

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        // A registered model can be asked by its own name before the deployment has arrived, so the endpoint itself is asked.
        var request = await File.ReadAllTextAsync(Path.Combine(CliFolder.Checkout, "examples", "churn", "request.json"), limit.Token);
        HttpStatusCode status;
        do
        {
            await Task.Delay(50, limit.Token);
            using var body = new StringContent(request, System.Text.Encoding.UTF8, "application/json");
            status = (await http.PostAsync("/api/endpoints/churn/predict", body, limit.Token)).StatusCode;
            Assert.True(status is HttpStatusCode.OK or HttpStatusCode.NotFound or HttpStatusCode.ServiceUnavailable, $"{status}");
        }
        while (status != HttpStatusCode.OK);
    }
}
