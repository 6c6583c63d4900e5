namespace Saker.Data;

/// <summary>What kind of failure a <see cref="SakerException"/> is.</summary>
public enum ErrorKind
{
    /// <summary>The caller's input is wrong; the message says how to mend it.</summary>
    InvalidInput,

    /// <summary>What was asked for does not exist.</summary>
    NotFound,

    /// <summary>What is to be made has a name that something else has.</summary>
    AlreadyExists,

    /// <summary>It is in a state that does not allow this, or somebody else changed it meanwhile.</summary>
    Conflict,

    /// <summary>The data failed its checks.</summary>
    ChecksFailed,

    /// <summary>A configured limit was reached.</summary>
    LimitExceeded,

    /// <summary>What was given is larger than is taken; the same call fails again, a smaller one may work.</summary>
    TooLarge,

    /// <summary>The caller did not say who it is, or not in a way that could be believed.</summary>
    Unauthenticated,

    /// <summary>The caller is known and may not do this.</summary>
    Forbidden,

    /// <summary>It is not ready now; the same call may work later.</summary>
    Unavailable,

    /// <summary>It was not done within the time that the caller or the configuration gave.</summary>
    Timeout,

    /// <summary>What was stored is gone, or is no longer what was stored; the message says what and how to mend it.</summary>
    DataLoss,

    /// <summary>A fault of ours or of an engine.</summary>
    Internal,
}
