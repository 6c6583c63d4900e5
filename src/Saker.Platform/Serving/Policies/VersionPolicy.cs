using Saker.Data;
using Saker.Platform.Serving.Caching;
using Saker.Platform.Serving.Fallback;
using Saker.Platform.Serving.Guarding;

namespace Saker.Platform.Serving.Policies;

/// <summary>What an endpoint's settings mean for the calls to one version.</summary>
/// <param name="Guard">Holds inputs to what training saw.</param>
/// <param name="Cache">Keeps answers; null without a cache.</param>
/// <param name="Chain">Who answers when the version does not; null where nobody else does and the version has no limit of its own.</param>
/// <param name="Faults">Steps that do not fit the version, and are left out.</param>
internal sealed record VersionPolicy(CallGuard Guard, ResponseCache? Cache, FallbackChain? Chain, IReadOnlyList<Problem> Faults)
{
    /// <summary>Whether calls go straight to the version.</summary>
    public bool IsPlain => Cache is null && Chain is null;
}
