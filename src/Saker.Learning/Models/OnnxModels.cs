using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Sessions;

namespace Saker.Learning.Models;

/// <summary>Opens a graph with its signature as the kind of model that the signature tells of.</summary>
public static class OnnxModels
{
    /// <summary>A graph made elsewhere, a model of numbers or of several classes, or a classifier of two.</summary>
    /// <param name="model">The bytes of the graph.</param>
    /// <param name="signature">What it takes and gives.</param>
    /// <param name="settings">How the graph is run.</param>
    /// <returns>A model that gives tables and tensors and is to be disposed.</returns>
    /// <exception cref="OnnxException">The bytes are no graph that can be run.</exception>
    /// <exception cref="SakerException">Graph and signature do not fit each other.</exception>
    public static IModel Open(byte[] model, Signature signature, SessionSettings? settings = null)
    {
        if (TensorSignature.Describes(signature))
            return new OnnxTensorModel(model, signature, settings);
        return ModelOutputs.IsRegression(signature) || ModelOutputs.ClassesOf(signature) is not null
            ? new OnnxRowModel(model, signature, settings)
            : new OnnxClassifier(model, signature, settings);
    }
}
