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
    /// <param name="className">Of several classes the one whose probability is looked at, by name or number from 0; null for what is looked at where nothing is said.</param>
    /// <exception cref="SakerException">It gives no number for a row, or has no such class.</exception>
    public ModelScore Score(string? className = null) => ModelScore.OfClass(Model, className);

    /// <param name="options">How, and at what cost.</param>
    /// <param name="reference">Rows to compare with; null for those recorded with the version.</param>
    /// <exception cref="SakerException">The wanted method does not fit the model, or needs reference rows.</exception>
    public ModelExplainer Explainer(ExplainerOptions options, Table? reference) => ModelExplainer.Create(Graph, Model, options, reference ?? Examples);

    public void Dispose() => (Model as IDisposable)?.Dispose();
}
