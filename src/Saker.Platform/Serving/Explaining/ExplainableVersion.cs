using Saker.Data;
using Saker.Learning.Explanation;
using Saker.Learning.Explanation.Sampling;
using Saker.Learning.Models;
using Saker.Platform.Registry;

namespace Saker.Platform.Serving.Explaining;

/// <summary>A registered version opened to be explained, apart from what endpoints serve. Dispose it when nothing is under way.</summary>
/// <param name="Version">The version.</param>
/// <param name="Model">It in memory.</param>
/// <param name="Graph">The bytes of its graph.</param>
/// <param name="Examples">The rows recorded with it; null where there are none.</param>
public sealed record ExplainableVersion(ModelVersion Version, IModel Model, byte[] Graph, Table? Examples) : IDisposable
{
    /// <summary>What is asked where the model must be asked.</summary>
    /// <exception cref="SakerException">It gives no number for a row.</exception>
    public ModelScore Score() => new(Model);

    /// <param name="options">How, and at what cost.</param>
    /// <param name="reference">Rows to compare with; null for those recorded with the version.</param>
    /// <exception cref="SakerException">The wanted method does not fit the model, or needs reference rows.</exception>
    public ModelExplainer Explainer(ExplainerOptions options, Table? reference) => ModelExplainer.Create(Graph, Model, options, reference ?? Examples);

    public void Dispose() => (Model as IDisposable)?.Dispose();
}
