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

    /// <summary>Lets a registered network learn on from stored rows, and registers what passes. Needs the role deployer.</summary>
    public async Task<FineTuningInfo> FineTuneAsync(string model, string version, FineTuneRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"api/models/{Uri.EscapeDataString(model)}/versions/{Uri.EscapeDataString(version)}/finetuning");
        message.Content = JsonContent.Create(request, SakerJson.Default.FineTuneRequest);
        return await _calls.SendAsync(message, SakerJson.Default.FineTuningInfo, cancellationToken);
    }

    /// <summary>Where in stored pictures a network saw a class, by Grad-CAM. Needs the role deployer.</summary>
    public async Task<IReadOnlyList<PlacesRowInfo>> SeePlacesAsync(string model, string version, PlacesRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"api/models/{Uri.EscapeDataString(model)}/versions/{Uri.EscapeDataString(version)}/places");
        message.Content = JsonContent.Create(request, SakerJson.Default.PlacesRequest);
        return (await _calls.SendAsync(message, SakerJson.Default.PlacesInfo, cancellationToken)).Rows;
    }

    /// <summary>How a network fares on stored rows that are moved a little to mislead it. Needs the role deployer.</summary>
    public async Task<RobustnessInfo> MeasureRobustnessAsync(string model, string version, RobustnessRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"api/models/{Uri.EscapeDataString(model)}/versions/{Uri.EscapeDataString(version)}/robustness");
        message.Content = JsonContent.Create(request, SakerJson.Default.RobustnessRequest);
        return await _calls.SendAsync(message, SakerJson.Default.RobustnessInfo, cancellationToken);
    }
}
