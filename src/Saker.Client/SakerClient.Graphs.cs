using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;

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
    public async Task<IReadOnlyList<GradientRowInfo>> ExplainByGradientsAsync(string model, string version, GradientsRequest request, CancellationToken cancellationToken) =>
        (await PostAsync(model, version, "gradients", request, SakerJson.Default.GradientsRequest, SakerJson.Default.GradientsInfo, cancellationToken)).Rows;

    /// <summary>Makes a smaller version of a registered one and registers it. Needs the role deployer.</summary>
    public Task<CompressionInfo> CompressAsync(string model, string version, CompressRequest request, CancellationToken cancellationToken) =>
        PostAsync(model, version, "compression", request, SakerJson.Default.CompressRequest, SakerJson.Default.CompressionInfo, cancellationToken);

    /// <summary>Lets a registered network learn on from stored rows, and registers what passes. Needs the role deployer.</summary>
    public Task<FineTuningInfo> FineTuneAsync(string model, string version, FineTuneRequest request, CancellationToken cancellationToken) =>
        PostAsync(model, version, "finetuning", request, SakerJson.Default.FineTuneRequest, SakerJson.Default.FineTuningInfo, cancellationToken);

    /// <summary>Where in stored pictures a network saw a class, by Grad-CAM. Needs the role deployer.</summary>
    public async Task<IReadOnlyList<PlacesRowInfo>> SeePlacesAsync(string model, string version, PlacesRequest request, CancellationToken cancellationToken) =>
        (await PostAsync(model, version, "places", request, SakerJson.Default.PlacesRequest, SakerJson.Default.PlacesInfo, cancellationToken)).Rows;

    /// <summary>How a network fares on stored rows that are moved a little to mislead it. Needs the role deployer.</summary>
    public Task<RobustnessInfo> MeasureRobustnessAsync(string model, string version, RobustnessRequest request, CancellationToken cancellationToken) =>
        PostAsync(model, version, "robustness", request, SakerJson.Default.RobustnessRequest, SakerJson.Default.RobustnessInfo, cancellationToken);

    private async Task<TAnswer> PostAsync<TRequest, TAnswer>(string model, string version, string act, TRequest request, JsonTypeInfo<TRequest> sent, JsonTypeInfo<TAnswer> answered, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"api/models/{Uri.EscapeDataString(model)}/versions/{Uri.EscapeDataString(version)}/{act}");
        message.Content = JsonContent.Create(request, sent);
        return await _calls.SendAsync(message, answered, cancellationToken);
    }
}
