using Saker.Platform.Serving.Policies;
using Saker.Platform.Serving.Splits;

namespace Saker.Platform.Serving.Lifecycle;

/// <summary>What a change of a name leaves behind, let go when the change is over.</summary>
/// <param name="Policy">Another took its place; null when it stays.</param>
/// <param name="Split">What was split before; null when nothing was.</param>
/// <param name="Next">What is split now.</param>
internal readonly record struct Former(EndpointPolicy? Policy, ServedSplit? Split, ServedSplit? Next)
{
    public void Retire()
    {
        Policy?.Retire();
        if (!ReferenceEquals(Split, Next))
            Split?.Retire(Next);
    }
}
