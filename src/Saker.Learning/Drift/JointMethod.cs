namespace Saker.Learning.Drift;

/// <summary>How all columns together are compared.</summary>
public enum JointMethod
{
    /// <summary>They are not.</summary>
    None,

    /// <summary>Maximum mean discrepancy with a permutation test: finds changes of how columns go together, and is quick.</summary>
    Mmd,

    /// <summary>A classifier that tries to tell the sides apart: finds any change, and says how well it can.</summary>
    Classifier,
}
