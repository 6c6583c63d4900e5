using Saker.Onnx;
using Saker.Onnx.Graphs;
using Saker.Platform;
using Saker.Platform.Registry;

namespace Saker.CrashVictim;

/// <summary>Registers small real models of ever new content, each with an alias.</summary>
internal sealed class RegisteringLoop(SakerPlatform saker, int seed)
{
    private readonly Random _random = new(seed);

    public async Task RunAsync()
    {
        var source = Directory.CreateTempSubdirectory("saker-victim-").FullName;
        while (true)
        {
            await WriteModelAsync(source);
            var version = await saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = source, Aliases = ["champion"] }, CancellationToken.None);
            Acknowledgement.Say($"registered {version.Version} {version.Hash}");
        }
    }

    private async Task WriteModelAsync(string folder)
    {
        var graph = new GraphBuilder("victim");
        var x = graph.Input("x", ElementType.Float32, -1, 1);
        graph.Output("y", graph.Node("Add", [x, graph.Constant(Tensor.Scalar(_random.NextSingle()))], ElementType.Float32), -1, 1);
        await File.WriteAllBytesAsync(Path.Combine(folder, "model.onnx"), graph.Build().ToBytes());
        var noise = new byte[_random.Next(1, 200_000)];
        _random.NextBytes(noise);
        await File.WriteAllBytesAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "extra")).FullName, "noise.bin"), noise);
    }
}
