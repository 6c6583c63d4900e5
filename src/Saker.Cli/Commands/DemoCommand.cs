using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Saker.Cli.Output;
using Saker.Client;
using Saker.Data;
using Saker.Platform.Datasets;
using Saker.Platform.Pipelines;
using Saker.Platform.Serving;
using Saker.Server.Hosting;
using Spectre.Console;

namespace Saker.Cli.Commands;

/// <summary><c>saker demo</c>: the whole path on real data, then a live server.</summary>
internal static class DemoCommand
{
    private const string Example = "examples/churn/churn.yaml";

    public static Command Create()
    {
        var home = CommonOptions.Home();
        var port = CommonOptions.Port();
        var grpcPort = CommonOptions.GrpcPort();
        var once = new Option<bool>("--once") { Description = "Stop after the first prediction instead of serving until Ctrl-C." };
        var command = new Command("demo", "From 7,043 real customers to a live churn model and its dashboard.") { home, port, grpcPort, once };
        command.SetOutputAction(async (parsed, output, cancellationToken) =>
        {
            var pipeline = await PipelineFile.LoadAsync(FindExample(), cancellationToken);
            // A person reads along: of the log only what is wrong.
            var options = UpCommand.Options(CommandAction.HomeOf(parsed, home).Folder, parsed.GetValue(port)) with { GrpcPort = parsed.GetValue(grpcPort), MinLogLevel = LogLevel.Warning };
            await using var server = await SakerServer.StartAsync(options, cancellationToken);
            UpCommand.Announce(output, server);
            var result = await TrainAsync(output, server, pipeline, cancellationToken);
            await PredictOneAsync(output, server, pipeline, result, cancellationToken);
            if (!parsed.GetValue(once))
                await server.ServeAsync(cancellationToken);
            return 0;
        });
        return command;
    }

    private static async Task<PipelineResult> TrainAsync(CliOutput output, SakerServer server, Pipeline pipeline, CancellationToken cancellationToken)
    {
        if (output.IsJson)
            return await server.Services.GetRequiredService<PipelineRunner>().RunAsync(pipeline, null, cancellationToken);
        output.Console.WriteLine();
        var result = await TrainingProgress.ShowAsync(output.Console, progress => server.Services.GetRequiredService<PipelineRunner>().RunAsync(pipeline, progress, cancellationToken));
        TrainingSummary.Write(output.Console, pipeline, result);
        return result;
    }

    /// <summary>Asks the endpoint over HTTP, as any client would, about the first row of the data.</summary>
    private static async Task PredictOneAsync(CliOutput output, SakerServer server, Pipeline pipeline, PipelineResult result, CancellationToken cancellationToken)
    {
        await server.Services.GetRequiredService<ModelHost>().RefreshAsync(cancellationToken);
        var signature = server.Services.GetRequiredService<ModelHost>().GetSignature(pipeline.Endpoint!);
        var rows = await server.Services.GetRequiredService<IDatasetStore>().ReadAsync(result.Dataset.Name, result.Dataset.Version, cancellationToken);
        var row = signature.Inputs.ToDictionary(input => input.Name, input => rows.Get(input.Name).GetValue(0));
        using var http = new HttpClient { BaseAddress = server.Address };
        var answer = await new SakerClient(http).PredictAsync(pipeline.Endpoint!, [row], cancellationToken);
        output.Write(new { training = TrainingSummary.Json(pipeline, result), prediction = answer }, console =>
        {
            console.WriteLine();
            console.WriteLine($"POST /api/endpoints/{pipeline.Endpoint}/predict");
            console.WriteLine($"  {{\"rows\":[{JsonSerializer.Serialize(row)}]}}");
            var prediction = answer.Predictions[0];
            console.WriteLine($"  -> {prediction.Label}, {pipeline.Target.Column} = {pipeline.Target.Positive} with probability {Show.Score(prediction.Probability)} (model {answer.Model}, version {answer.Version})");
            console.WriteLine();
            console.WriteLine($"dashboard    {server.Address}");
            console.WriteLine("Ctrl-C stops.");
        });
    }

    /// <summary>The example beside the program, or in the checkout that it was built in.</summary>
    private static string FindExample()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, Example);
            if (File.Exists(file))
                return file;
        }
        throw new SakerException(ErrorKind.NotFound, $"{Example} is neither beside the program nor in a folder above it; run the demo from a checkout.");
    }
}
