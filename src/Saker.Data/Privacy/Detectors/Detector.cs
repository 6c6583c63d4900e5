namespace Saker.Data.Privacy.Detectors;

/// <summary>A detector over a text that was divided into tokens once for all of them. Stateless.</summary>
internal abstract class Detector
{
    public abstract IReadOnlyList<string> Types { get; }

    /// <summary>Whether it runs only when one of its types is asked for, as it is too often wrong.</summary>
    public virtual bool IsOptIn => false;

    /// <summary>Adds what it finds. Looks a bounded number of characters around each token, hence takes linear time.</summary>
    public abstract void Find(TokenizedText text, List<DetectedSpan> found);
}
