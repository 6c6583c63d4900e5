using System.Runtime.CompilerServices;
using Saker.Data;
using Saker.Onnx;
using Saker.Platform.Serving.Caching;
using Saker.Platform.Serving.Fallback;
using Saker.Platform.Serving.Guarding;
using Saker.Platform.Serving.Lifecycle;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Serving.Policies;

/// <summary>How an endpoint's settings take effect: made when they change, let go when others take their place. Thread-safe.</summary>
internal sealed class EndpointPolicy
{
    private readonly ConditionalWeakTable<LoadedModel, VersionPolicy> _versions = [];
    private readonly ConditionalWeakTable<LoadedModel, VersionPolicy> _shielded = [];
    private readonly EndpointSettings _settings;
    private readonly PreviousVersion? _previous;
    private readonly ResponseCache? _cache;
    private readonly TimeProvider _time;
    private readonly bool _isPlain;

    public EndpointPolicy(Endpoint endpoint, VersionShelf shelf, TimeProvider time)
    {
        _settings = endpoint.Settings;
        _previous = endpoint.Previous;
        _time = time;
        _isPlain = _settings.Guard == EndpointSettings.Default.Guard && !_settings.Cache.Enabled && !_settings.Fallback.IsOn;
        if (_settings.Cache.Enabled)
            _cache = new ResponseCache(_settings.Cache, time);
        if (_settings.Fallback.Previous is not null && _previous is not null)
            Spare = new SpareVersion(_previous, shelf, $"Endpoint '{endpoint.Name}' no longer falls back to it.");
    }

    /// <summary>The version that answers for the one that serves; null where none does.</summary>
    public SpareVersion? Spare { get; }

    /// <summary>Whether another step is tried when the version that serves cannot be brought into memory.</summary>
    public bool CoversUnavailable => (_settings.Fallback.On & FallbackReasons.Unavailable) != 0;

    /// <summary>What the cache did; null without one.</summary>
    public CacheStatistics? Cache => _cache?.ToStatistics();

    /// <summary>Whether it is the policy for the endpoint as it is now.</summary>
    public bool Suits(Endpoint endpoint) => endpoint.Settings == _settings && (_settings.Fallback.Previous is null || endpoint.Previous == _previous);

    public VersionPolicy Of(LoadedModel model) =>
        _isPlain ? model.PlainPolicy : _versions.TryGetValue(model, out var known) ? known : _versions.GetValue(model, For);

    /// <summary>As <see cref="Of"/>, for a version whose failures the one that serves answers for: it has its own limits, but no steps after it.</summary>
    public VersionPolicy OfShielded(LoadedModel model) =>
        !_settings.Fallback.IsOn ? Of(model) : _shielded.TryGetValue(model, out var known) ? known : _shielded.GetValue(model, ForShielded);

    /// <summary>Brings the version that answers for another into memory, without waiting for it.</summary>
    public void Begin() => Spare?.Begin();

    /// <summary>Another policy took its place.</summary>
    public void Retire() => Spare?.Retire();

    /// <summary>Whether the settings go with a version, whatever endpoint has them.</summary>
    /// <exception cref="SakerException">Steps of the fallback chain do not fit its inputs or outputs; all problems are named.</exception>
    public static void Require(EndpointSettings settings, IReadOnlyList<TensorSpec> inputs, IReadOnlyList<TensorSpec> outputs)
    {
        var problems = new List<Problem>();
        foreach (var (step, _) in OwnSteps(settings.Fallback, inputs, outputs, problems))
            (step as IDisposable)?.Dispose();
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The endpoint's settings do not fit the version that it serves.", problems);
    }

    private CallGuard Guard(LoadedModel model) => _settings.Guard == EndpointSettings.Default.Guard ? model.PlainPolicy.Guard : new CallGuard(model.Signature, model.Inputs, _settings.Guard, model.FixedInputs);

    private VersionPolicy ForShielded(LoadedModel model)
    {
        var primary = new PrimaryStep(new PreviousVersion(model.Version.Model, model.Version.Version));
        return new VersionPolicy(Guard(model), _cache, new FallbackChain(FallbackReasons.None, [(primary, _settings.Fallback.Primary)], _time), []);
    }

    private VersionPolicy For(LoadedModel model)
    {
        var guard = Guard(model);
        if (!_settings.Fallback.IsOn)
            return new VersionPolicy(guard, _cache, Chain: null, []);
        var faults = new List<Problem>();
        var primary = new PreviousVersion(model.Version.Model, model.Version.Version);
        List<(IFallbackStep, StepSettings)> steps = [(new PrimaryStep(primary), _settings.Fallback.Primary)];
        if (Spare is not null && _previous != primary)
            steps.Add((new PreviousStep(_previous!, model.Inputs, model.Outputs, Spare.HoldAsync), _settings.Fallback.Previous!));
        steps.AddRange(OwnSteps(_settings.Fallback, model.Inputs, model.Outputs, faults));
        var chain = new FallbackChain(_settings.Fallback.On, steps, _time);
        return new VersionPolicy(guard, _cache, chain, faults);
    }

    private static List<(IFallbackStep Step, StepSettings Settings)> OwnSteps(
        FallbackSettings fallback, IReadOnlyList<TensorSpec> inputs, IReadOnlyList<TensorSpec> outputs, List<Problem> faults)
    {
        List<(IFallbackStep, StepSettings)> steps = [];
        Add("rules", fallback.Rules is { } rules ? () => new RulesStep(inputs, outputs, rules) : null, fallback.Rules?.Step ?? new StepSettings());
        Add("constant", fallback.Constant is { } constant ? () => new ConstantStep(outputs, constant) : null, new StepSettings());
        return steps;

        void Add(string name, Func<IFallbackStep>? make, StepSettings settings)
        {
            try
            {
                if (make is not null)
                    steps.Add((make(), settings));
            }
            catch (SakerException e)
            {
                faults.AddRange(e.Problems.Count > 0 ? e.Problems : [new Problem($"fallback.{name}", e.Message)]);
            }
        }
    }
}
