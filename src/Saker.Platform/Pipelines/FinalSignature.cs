using Saker.Data;
using Saker.Learning.Models;

namespace Saker.Platform.Pipelines;

/// <summary>The signature of what a pipeline trains, by its target.</summary>
internal static class FinalSignature
{
    public static Signature Of(TargetValues target, Table rows, IEnumerable<string> inputs) => target switch
    {
        { Labels: { } labels } => SignatureBuilder.From(rows, inputs, labels),
        { Classes: { Count: > 0 } classes } => SignatureBuilder.OfClasses(rows, inputs, classes),
        _ => SignatureBuilder.OfRegression(rows, inputs),
    };
}
