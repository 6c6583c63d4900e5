namespace Saker.Data.Privacy.Anonymity;

/// <summary>How l-diversity is counted (Machanavajjhala et al., "l-Diversity", 2007).</summary>
public enum DiversityKind
{
    /// <summary>A group has at least l different sensitive values.</summary>
    Distinct,

    /// <summary>The entropy of a group's sensitive values is at least ln l: they are also about equally frequent.</summary>
    Entropy,
}
