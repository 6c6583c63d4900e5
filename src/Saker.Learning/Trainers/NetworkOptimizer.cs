namespace Saker.Learning.Trainers;

/// <summary>How a network's weights follow their gradients.</summary>
public enum NetworkOptimizer
{
    /// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019).</summary>
    AdamW,

    /// <summary>Adam (Kingma and Ba 2015); weight decay goes through the gradients.</summary>
    Adam,

    /// <summary>Stochastic gradient descent with momentum 0.9.</summary>
    Sgd,

    /// <summary>RMSProp (Hinton 2012).</summary>
    RmsProp,
}
