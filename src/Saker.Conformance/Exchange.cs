using System.Diagnostics.CodeAnalysis;

namespace Saker.Conformance;

/// <summary>A request and what came back, as text for people.</summary>
internal abstract class Exchange
{
    public abstract string Sent { get; }

    public abstract string Received { get; }

    /// <summary>Ends the check: this exchange shows what is wrong.</summary>
    [DoesNotReturn]
    public void Fail(string wrong, string expected) => throw new CheckFailedException(wrong, expected, this);

    /// <summary>Ends the check unless the condition holds.</summary>
    public void Require([DoesNotReturnIf(false)] bool condition, string wrong, string expected)
    {
        if (!condition)
            Fail(wrong, expected);
    }
}
