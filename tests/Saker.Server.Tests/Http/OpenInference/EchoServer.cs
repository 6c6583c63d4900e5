using Microsoft.Extensions.DependencyInjection;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Platform.Serving;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Http.OpenInference;

/// <summary>A server whose models give back the tensors that they get: <c>all</c> of every type, <c>single</c> FP32, <c>text</c>, each of shape [-1, 2] or, for text, [-1, 1].</summary>
public sealed class EchoServer : IAsyncLifetime
{
    private readonly TestServer _server = new()
    {
        Services = services => services.AddSingleton<ModelLoader>((version, _) => Task.FromResult<IModel>(version.Model switch
        {
            "single" => new EchoModel(2, takesRows: true, ElementType.Float32),
            "text" => new EchoModel(1, takesRows: true, ElementType.Text),
            _ => new EchoModel(2, takesRows: true, EchoModel.AllTypes),
        })),
    };

    public HttpClient Http => _server.Http;

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync(options => options with { MaxBodyBytes = 200_000 }, hasModel: false);
        foreach (var name in new[] { "all", "single", "text" })
            await _server.DeployAsync(name, name, TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
