using Saker.Learning.Models;
using Saker.Platform.Registry;
using Saker.Platform.Serving;

namespace Saker.Platform.Monitoring.Capture;

/// <summary>What captured requests of one version under one name have in common. It does not hold the model in memory.</summary>
internal sealed class CaptureSource(string endpoint, bool isEndpoint, LoadedModel model, EndpointScope scope)
{
    public string Endpoint { get; } = endpoint;

    public bool IsEndpoint { get; } = isEndpoint;

    public EndpointScope Scope { get; } = scope;

    public ModelVersion Version { get; } = model.Version;

    public Signature Signature { get; } = model.Signature;

    public CaptureColumn[] Inputs { get; } = CaptureColumn.Of(model.Inputs);

    public CaptureColumn[] Outputs { get; } = CaptureColumn.Of(model.Signature, model.Outputs);
}
