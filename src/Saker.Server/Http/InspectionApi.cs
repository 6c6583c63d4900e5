using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Inspection;
using Saker.Onnx.Reading;
using Saker.Platform.Identity;
using Saker.Platform.Serving.Lifecycle;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>What an ONNX file is made of, before it is registered.</summary>
internal static class InspectionApi
{
    public static void Map(RouteGroupBuilder group) =>
        group.MapPost("/inspection", InspectAsync).WithName("inspectModel").WithSummary("What an ONNX file is made of, what of it can be trained, and what is missing; nothing is kept.")
            .Needs(Role.Deployer)
            .Accepts<byte[]>("application/octet-stream")
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType);

    private static async Task<Ok<ModelInspectionInfo>> InspectAsync(HttpContext context, ServingOptions serving)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = serving.MaxImportBytes;
        if (context.Request.ContentType is { } type && !type.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase))
            throw new BadHttpRequestException("The body must be the ONNX file itself, as application/octet-stream.", StatusCodes.Status415UnsupportedMediaType);
        using var body = await RequestBody.ReadAsync(context);
        try
        {
            return TypedResults.Ok(ToInfo(ModelInspection.Of(OnnxModel.Parse(body.Bytes, new ModelLimits { MaxBytes = serving.MaxImportBytes }))));
        }
        catch (OnnxException exception)
        {
            throw new SakerException(ErrorKind.InvalidInput, exception.Message, "model", exception);
        }
    }

    private static ModelInspectionInfo ToInfo(ModelInspection found) => new()
    {
        Producer = found.Producer,
        IrVersion = found.IrVersion,
        OperatorSets = [.. found.OperatorSets.Select(set => new OperatorSetInfo(set.Domain, set.Version))],
        Inputs = [.. found.Inputs.Select(ToInfo)],
        Outputs = [.. found.Outputs.Select(ToInfo)],
        Operators = [.. found.Operators.Select(known => new OperatorCountInfo(known.Domain, known.Name, known.Count))],
        Layers = [.. found.Layers.Select(layer => new TrainableLayerInfo(layer.Node, layer.Operator, [.. layer.Weights.Select(ToInfo)], layer.Count))],
        TrainableCount = found.TrainableCount,
        StoredCount = found.StoredCount,
        Missing = [.. found.Missing.Select(part => new MissingPartInfo(part.Kind, part.Where, part.Message))],
    };

    private static ModelTensorInfo ToInfo(TensorSpec spec) => new(spec.Name, spec.Type.ToString().ToLowerInvariant(), spec.Shape);
}
