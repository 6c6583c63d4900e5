using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Saker.Client;

public sealed partial class SakerClient
{
    /// <summary>What an ONNX file is made of and what is missing; nothing is registered.</summary>
    /// <param name="graph">The bytes of the file.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<ModelInspectionInfo> InspectAsync(byte[] graph, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "api/models/inspection");
        message.Content = new ByteArrayContent(graph) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        return await _calls.SendAsync(message, SakerJson.Default.ModelInspectionInfo, cancellationToken);
    }

    /// <summary>What the columns of stored rows contributed to a network's answers, by integrated gradients.</summary>
    public async Task<IReadOnlyList<GradientRowInfo>> ExplainByGradientsAsync(string model, string version, GradientsRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"api/models/{Uri.EscapeDataString(model)}/versions/{Uri.EscapeDataString(version)}/gradients");
        message.Content = JsonContent.Create(request, SakerJson.Default.GradientsRequest);
        return (await _calls.SendAsync(message, SakerJson.Default.GradientsInfo, cancellationToken)).Rows;
    }

    /// <summary>Makes a smaller version of a registered one and registers it. Needs the role deployer.</summary>
    public async Task<CompressionInfo> CompressAsync(string model, string version, CompressRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"api/models/{Uri.EscapeDataString(model)}/versions/{Uri.EscapeDataString(version)}/compression");
        message.Content = JsonContent.Create(request, SakerJson.Default.CompressRequest);
        return await _calls.SendAsync(message, SakerJson.Default.CompressionInfo, cancellationToken);
    }
}
