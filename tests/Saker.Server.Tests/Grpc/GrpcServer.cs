using Microsoft.Extensions.DependencyInjection;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.OpenInference.Calls;
using Saker.Platform.Serving;
using Saker.Server.Hosting;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Grpc;

/// <summary>The true host with models <c>churn</c> (toy), <c>echo</c> (every type, two wide), <c>wide</c> (20 FP32 columns), and a client.</summary>
public sealed class GrpcServer : IAsyncLifetime
{
    private readonly TestServer _server;

    public GrpcServer()
    {
        _server = new TestServer
        {
            Services = services => services.AddSingleton<ModelLoader>((version, _) => Task.FromResult<IModel>(version.Model switch
            {
                "echo" => Echo,
                "wide" => Wide,
                _ => ToyModel.Churn(),
            })),
        };
    }

    /// <summary>Changes the host's settings before it starts.</summary>
    public Func<ServerOptions, ServerOptions> Options { get; init; } = options => options;

    public EchoModel Echo { get; } = new(width: 2, takesRows: true, EchoModel.AllTypes);

    public EchoModel Wide { get; } = new(width: 20, takesRows: true, ElementType.Float32);

    public TestServer Server => _server;

    public InferenceClient Client { get; private set; } = null!;

    public GrpcClient Calls => Client.Client;

    public ModelHost Models => _server.Server.Services.GetRequiredService<ModelHost>();

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync(Options, hasModel: true);
        await _server.DeployAsync("echo", "echo", TestContext.Current.CancellationToken);
        await _server.DeployAsync("wide", "wide", TestContext.Current.CancellationToken);
        Client = new InferenceClient(new GrpcClient(new GrpcClientOptions { Address = _server.Server.GrpcAddress }));
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        await _server.DisposeAsync();
    }
}
