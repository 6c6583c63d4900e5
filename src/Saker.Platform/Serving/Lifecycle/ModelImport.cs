using System.Text;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Batches;
using Saker.Onnx.Reading;
using Saker.Platform.Registry;

namespace Saker.Platform.Serving.Lifecycle;

/// <summary>Registers ONNX files that were made elsewhere, once they have shown that they can be served. Thread-safe.</summary>
public sealed class ModelImport(IRegistryStore registry, ServingOptions options)
{
    /// <summary>Checks the graph, runs it once, writes a model folder with the signature that the graph gives, and registers it.</summary>
    /// <exception cref="SakerException">
    /// The file is no ONNX model that can be served here, keeps data in other files, is too large, or does not take the example rows; or the
    /// names are not valid.
    /// </exception>
    public async Task<ModelVersion> ImportAsync(ModelImportRequest request, CancellationToken cancellationToken)
    {
        var signature = await TryAsync(request, cancellationToken);
        var folder = Directory.CreateTempSubdirectory("saker-import-");
        try
        {
            var path = Path.Combine(folder.FullName, "model");
            await ModelFolder.WriteAsync(path, new ModelFolderContents { Model = request.Graph, Signature = signature, InputExample = request.Example }, cancellationToken);
            return await registry.RegisterAsync(new Registration { Model = request.Model, Folder = path, Aliases = request.Aliases, Semantic = request.Semantic, Override = request.Override, By = request.By }, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Loads and runs the graph, so that what cannot be served is refused here.</summary>
    private async Task<Signature> TryAsync(ModelImportRequest request, CancellationToken cancellationToken)
    {
        try
        {
            OnnxModel.Parse(request.Graph, new ModelLimits { MaxBytes = options.MaxImportBytes }).Validate();
            using var model = new OnnxTensorModel(request.Graph);
            var example = Example(request.Example, model);
            using var runner = model.NewRunner(1);
            var signature = model.Signature;
            await WarmUp.RunAsync(model, model.Signature, tensors => example is not null && RecordedExample.TryFill(example, model.Signature, model.Inputs, tensors), RunAsync, runCount: 1, cancellationToken);
            return signature;

            async ValueTask RunAsync(TensorSet tensors, CancellationToken token)
            {
                await runner.RunAsync(new[] { tensors }, token);
                signature = SeenShapes.Of(signature, tensors);
            }
        }
        catch (OnnxException e)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"The file cannot be served: {e.Message}", "model", e);
        }
        catch (SakerException e) when (e.Kind == ErrorKind.Internal)
        {
            var remedy = request.Example is null ? " It was run on values that were made up: if it does not take them, give some that it takes as its example." : "";
            throw new SakerException(ErrorKind.InvalidInput, $"The file cannot be served: {e.Message}{remedy}", "model", e);
        }
    }

    // Read once before the model is run, so that what is wrong with it is told as such.
    private static byte[]? Example(string? json, OnnxTensorModel model)
    {
        if (json is null)
            return null;
        var example = Encoding.UTF8.GetBytes(json);
        if (model.Signature.TakesTensors)
            RecordedExample.TryFill(example, model.Signature, model.Inputs, new TensorSet(model.Inputs, model.Outputs));
        else if (ExampleRows.Parse(example, model.Signature) is { } rows)
            new InputGuard(model.Signature, new InputGuardOptions()).Require(rows);
        return example;
    }
}
