using Microsoft.Extensions.DependencyInjection;
using Saker.Client;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Platform.Experiments;
using Saker.Platform.Registry;
using Saker.Platform.Serving;
using Saker.Server.Hosting;
using Saker.Testing.Toys;

namespace Saker.Server.Tests;

/// <summary>The true host on a free port, over a home of its own, with a toy model deployed as endpoint <c>churn</c>.</summary>
public sealed class TestServer : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("saker-server-");
    private SakerServer? _server;

    /// <summary>Adds or replaces services; by default every version loads as the toy model.</summary>
    public Action<IServiceCollection> Services { get; init; } = services =>
        services.AddSingleton<ModelLoader>((_, _) => Task.FromResult<IModel>(ToyModel.Churn()));

    public HttpClient Http { get; private set; } = null!;

    public SakerClient Client => new(Http);

    public string Home => Path.Combine(_folder.FullName, "home");

    public SakerServer Server => _server ?? throw new InvalidOperationException("The server was not started.");

    public IExperimentStore Experiments => Server.Services.GetRequiredService<IExperimentStore>();

    public IRegistryStore Registry => Server.Services.GetRequiredService<IRegistryStore>();

    public async ValueTask InitializeAsync() => await StartAsync(options => options, hasModel: true);

    public async Task StartAsync(Func<ServerOptions, ServerOptions> change, bool hasModel)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var options = change(new ServerOptions { Home = Home, Port = 0 });
        _server = await SakerServer.StartAsync(options, Services, cancellationToken);
        Http = new HttpClient { BaseAddress = _server.Address };
        if (hasModel)
            await DeployAsync("churn", "churn", cancellationToken);
    }

    /// <summary>Registers the toy as the next version of a model and makes an endpoint serve it.</summary>
    public async Task<ModelVersion> DeployAsync(string endpoint, string model, CancellationToken cancellationToken, RunId? run = null, string? dataset = null)
    {
        var folder = _folder.CreateSubdirectory(Path.GetRandomFileName());
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "model.onnx"), ToyChurn.Graph().ToBytes(), cancellationToken);
        var version = await Registry.RegisterAsync(new Registration { Model = model, Folder = folder.FullName, Run = run, Dataset = dataset, Aliases = ["champion"] }, cancellationToken);
        await Server.Services.GetRequiredService<IEndpointStore>().DeployAsync(endpoint, model, version.Version, cancellationToken);
        await Server.Services.GetRequiredService<ModelHost>().RefreshAsync(cancellationToken);
        return version;
    }

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        if (_server is not null)
        {
            await _server.StopAsync(CancellationToken.None);
            await _server.DisposeAsync();
        }
        _folder.Delete(recursive: true);
    }
}
