namespace Saker.Platform.Serving.Settings;

/// <summary>What becomes of an input that is not what the model was made for.</summary>
public enum GuardPolicy
{
    /// <summary>The model gets it as it is, or as near to it as its inputs can hold.</summary>
    Allow,

    /// <summary>As <see cref="Allow"/>, and the answer says so.</summary>
    Warn,

    /// <summary>It is replaced by the nearest thing that training saw, and the answer says so.</summary>
    Clip,

    /// <summary>The request is refused.</summary>
    Reject,
}
