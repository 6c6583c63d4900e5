using Saker.Learning.Models;
using Saker.Learning.Scores;
using Saker.Platform.Experiments;
using Saker.Platform.Registry;

namespace Saker.Dashboard.Registry.Comparing;

/// <summary>One of several versions side by side.</summary>
/// <param name="Version">The version.</param>
/// <param name="Evaluation">What was measured of it; null when that is not known.</param>
/// <param name="Signature">What it takes and gives; null when that is not known.</param>
/// <param name="Run">The run that made it; null when none did or it is gone.</param>
public sealed record ComparedVersion(ModelVersion Version, EvaluationReport? Evaluation, Signature? Signature, Run? Run);
