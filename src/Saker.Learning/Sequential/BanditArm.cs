namespace Saker.Learning.Sequential;

/// <summary>What is known of what an arm yields.</summary>
public abstract record BanditArm
{
    private protected BanditArm()
    {
    }

    /// <summary>The yield that is expected of it; NaN when nothing is known.</summary>
    public abstract double Mean { get; }

    /// <summary>Whether enough is known to draw from it.</summary>
    internal virtual bool IsKnown => true;

    /// <summary>A yield as likely as it is believed to be the true one.</summary>
    internal abstract double Draw(Xoshiro256 chance);
}
