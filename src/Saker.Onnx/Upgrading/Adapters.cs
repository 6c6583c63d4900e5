namespace Saker.Onnx.Upgrading;

/// <summary>What changed incompatibly between operator sets: by operator, and by the version from which the new form holds.</summary>
internal sealed class Adapters
{
    /// <summary>The oldest operator set that is understood.</summary>
    public const int Oldest = 6;

    private readonly Dictionary<(string Operator, int Since), Action<AdapterNode>> _adapters = [];

    private Adapters()
    {
        BroadcastAdapters.Register(this);
        AttributeAdapters.Register(this);
        ReductionAdapters.Register(this);
        NormalisationAdapters.Register(this);
        ResizeAdapters.Register(this);
    }

    public static Adapters All { get; } = new();

    public void Add(string operatorType, int since, Action<AdapterNode> adapt) => _adapters.Add((operatorType, since), adapt);

    public Action<AdapterNode>? Find(string operatorType, int since) => _adapters.GetValueOrDefault((operatorType, since));
}
