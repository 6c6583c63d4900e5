using Saker.Onnx.Batches;
using Saker.Onnx.Sessions;

namespace Saker.Learning.Models;

/// <summary>Why rows of a graph may depend on each other, found when somebody asks: a large graph is opened once more to be looked at.</summary>
internal static class RowMixing
{
    /// <param name="model">The graph's bytes, which are kept only while they may be asked for.</param>
    /// <param name="session">The graph, loaded.</param>
    public static Lazy<string?> Of(byte[] model, OnnxSession session) => OnnxBatches.TakesRows(session) && session.WhyNoRowPlan is not null
        ? new Lazy<string?>(() => OnnxBatches.FindMixing(model, session))
        : new Lazy<string?>(value: null);
}
